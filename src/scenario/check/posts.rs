//! The posts of a world with their desks, and its detection channels.

use std::collections::{BTreeMap, BTreeSet};

use crate::scenario::check::desk::check_manner;
use crate::scenario::check::findings::Findings;
use crate::scenario::check::index::Index;
use crate::scenario::check::monitoring;
use crate::scenario::desk::{DeskSpec, OverloadSpec};
use crate::scenario::forces::{ChannelSpec, PostSpec};
use crate::scenario::law::LawSpec;
use crate::scenario::locate::At;
use crate::terms::language::Language;
use crate::terms::language::Word;
use crate::terms::traffic::MatterKind;

/// All problems of posts and channels.
pub fn check(index: &Index<'_>, findings: &mut Findings<'_>) {
    let root = At::Root;
    let posts = root.field("posts");
    for (i, post) in index.world.posts.iter().enumerate() {
        check_post(index, post, posts.item(i), findings);
    }
    check_overlap(index, posts, findings);
    check_channels(index, &index.world.channels, root.field("channels"), findings);
}

/// All problems of a list of channels.
pub fn check_channels(index: &Index<'_>, channels: &[ChannelSpec], at: At<'_>, findings: &mut Findings<'_>) {
    findings.unique(at, "channel", channels.iter().map(|channel| channel.id.as_str()));
    for (i, channel) in channels.iter().enumerate() {
        check_channel(index, channel, at.item(i), findings);
    }
}

fn check_post(index: &Index<'_>, post: &PostSpec, at: At<'_>, findings: &mut Findings<'_>) {
    index.lines.known(&post.line, at.field("line"), findings);
    let level = index.levels.known(&post.level, at.field("level"), findings);
    let only = at.field("only");
    findings.given(only, post.only.as_ref());
    for (i, id) in post.only.iter().flatten().enumerate() {
        let place = index.jurisdictions.known(id, only.item(i), findings);
        let own = place.and_then(|place| index.level_of[place]);
        if own.is_some() && level.is_some() && own != level {
            let message = format!("jurisdiction `{id}` is not at level `{}`", post.level);
            findings.error(only.item(i), Some(id), message, "name jurisdictions of the post's own level");
        }
    }
    let desks = at.field("desks");
    if post.desks.is_empty() {
        findings.error(desks, None, "the post has no desk", "give it at least one desk");
    }
    findings.unique(desks, "desk", post.desks.iter().map(|desk| desk.id.as_str()));
    let mut handled: BTreeMap<MatterKind, &str> = BTreeMap::new();
    for (i, desk) in post.desks.iter().enumerate() {
        check_desk(desk, desks.item(i), &mut handled, findings);
    }
}

fn check_desk<'a>(desk: &'a DeskSpec, at: At<'_>, handled: &mut BTreeMap<MatterKind, &'a str>, findings: &mut Findings<'_>) {
    findings.officers(at.field("officers"), desk.officers);
    check_manner(desk.attention, desk.shared, desk.preemptive, at, findings);
    let handles = at.field("handles");
    for (i, handling) in desk.handles.iter().enumerate() {
        let at = handles.item(i);
        if let Some(other) = handled.insert(handling.matter, &desk.id) {
            let matter = handling.matter.word(Language::En);
            let message = format!("desk `{}` handles {matter} matters, and so does desk `{other}` of this post", desk.id);
            findings.error(at.field("matter"), Some(matter), message, "let one desk of a post handle each kind of matter");
        }
        findings.at_least_one(at.field("priority"), handling.priority);
        findings.law(at.field("service"), &handling.service);
        findings.rate(at.field("background_per_h"), handling.background_per_h);
    }
    if let Some(overload) = &desk.overload {
        let at = at.field("overload");
        check_overload(overload, at, findings);
        let busy = busy_officers(desk.handles.iter().map(|handling| (handling.background_per_h, &handling.service)));
        check_recovery(overload, desk.officers, None, busy, at, findings);
    }
}

/// The parameters of an overload law.
pub fn check_overload(overload: &OverloadSpec, at: At<'_>, findings: &mut Findings<'_>) {
    findings.not_negative(at.field("slowdown_per_matter"), overload.slowdown_per_matter);
    findings.floor(at.field("floor"), overload.floor);
}

/// Officers kept busy by streams of so many matters an hour with these service laws.
pub fn busy_officers<'a>(streams: impl Iterator<Item = (f64, &'a LawSpec)>) -> f64 {
    streams.filter_map(|(rate_per_h, law)| Some(rate_per_h / 60.0 * law.law().ok()?.mean_minutes())).sum()
}

/// Warns of an overload law at whose slowest speed the known arrivals are more than the officers can do.
pub fn check_recovery(
    overload: &OverloadSpec,
    officers: u32,
    capacity: Option<u32>,
    busy: f64,
    at: At<'_>,
    findings: &mut Findings<'_>,
) {
    let beyond = capacity.map_or(f64::INFINITY, |capacity| f64::from(capacity.saturating_sub(overload.span)));
    let slowest = if overload.slowdown_per_matter > 0.0 && beyond > 0.0 {
        overload.floor.max(1.0 / (1.0 + overload.slowdown_per_matter * beyond))
    } else {
        1.0
    };
    let able = slowest * f64::from(officers);
    if slowest < 1.0 && officers > 0 && busy > 0.0 && able <= busy {
        let message = format!(
            "the overload law cannot recover: at its slowest speed {slowest} the {officers} officers do the work of {able:.3}, \
             and the known arrivals alone need {busy:.3}"
        );
        findings.warning(
            at.field("floor"),
            Some(&overload.floor.to_string()),
            message,
            "raise `floor` or the number of officers",
        );
    }
}

/// Two posts of one line at one jurisdiction.
fn check_overlap(index: &Index<'_>, posts: At<'_>, findings: &mut Findings<'_>) {
    let mut everywhere: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut somewhere: BTreeSet<(&str, &str, &str)> = BTreeSet::new();
    for (i, post) in index.world.posts.iter().enumerate() {
        let key = (post.line.as_str(), post.level.as_str());
        if index.posts(key.0, key.1).nth(1).is_none() {
            continue;
        }
        let double = match &post.only {
            None => everywhere.insert(key, i).is_some() || index.posts(key.0, key.1).any(|other| other.only.is_some()),
            Some(only) => only.iter().any(|id| !somewhere.insert((key.0, key.1, id))),
        };
        if double {
            let message = format!("line `{}` has two posts at one jurisdiction of level `{}`", post.line, post.level);
            findings.error(posts.item(i), None, message, "let `only` divide the jurisdictions of the level among the posts");
        }
    }
}

/// A channel of calls notices by its rate alone: what else would say whether and when is refused.
fn check_calls(channel: &ChannelSpec, at: At<'_>, findings: &mut Findings<'_>) {
    let ignored = [
        ("coverage above 0", channel.coverage > 0.0),
        ("`coverage_by_kind`", !channel.coverage_by_kind.is_empty()),
        ("`coverage_at`", !channel.coverage_at.is_empty()),
        ("`passes`", channel.passes.is_some()),
    ];
    for (what, _) in ignored.iter().filter(|(_, is_written)| *is_written) {
        let message = format!("channel `{}` notices by `calls`, and its {what} would be ignored", channel.id);
        findings.error(at, None, message, "write `coverage: 0` and nothing else beside `calls`, or make two channels of it");
    }
}

fn check_channel(index: &Index<'_>, channel: &ChannelSpec, at: At<'_>, findings: &mut Findings<'_>) {
    findings.probability(at.field("coverage"), channel.coverage);
    findings.law(at.field("delay"), &channel.delay);
    findings.rate(at.field("false_alarms_per_day"), channel.false_alarms_per_day);
    if let Some(calls) = channel.calls {
        let at = at.field("calls");
        findings.positive_rate(at.field("rate_per_h"), calls.rate_per_h);
        findings.positive(at.field("reference_unit_h"), calls.reference_unit_h);
        findings.probability(at.field("exponent"), calls.exponent);
        check_calls(channel, at, findings);
    }
    if let Some(passes) = channel.passes {
        let at = at.field("passes");
        findings.period(at.field("every_min"), passes.every_min);
        findings.probability(at.field("success"), passes.success);
        if passes.success == 0.0 {
            findings.range(at.field("success"), passes.success, "above 0: a pass that never succeeds notices nothing");
        }
    }
    let hazards = at.field("hazards");
    findings.given(hazards, channel.hazards.as_ref());
    for (i, hazard) in channel.hazards.iter().flatten().enumerate() {
        index.hazards.known(hazard, hazards.item(i), findings);
    }
    let kinds = at.field("coverage_by_kind");
    let known = index.kinds();
    let mut seen = BTreeSet::new();
    for (i, row) in channel.coverage_by_kind.iter().enumerate() {
        let at = kinds.item(i);
        findings.probability(at.field("coverage"), row.coverage);
        known.known(&row.kind, at.field("kind"), findings);
        if !seen.insert(&row.kind) {
            findings.error(
                at.field("kind"),
                Some(&row.kind),
                format!("kind `{}` stands twice", row.kind),
                "keep one of the rows",
            );
        }
    }
    monitoring::check_rows(&channel.coverage_at, Some(index), at.field("coverage_at"), findings);
    let line = index.lines.known(&channel.line, at.field("line"), findings);
    let level = index.levels.known(&channel.level, at.field("level"), findings);
    if line.is_some() && level.is_some() && !index.has_post(&channel.line, &channel.level) {
        let message = format!(
            "channel `{}` leads to line `{}` at level `{}`, where the world has no post",
            channel.id, channel.line, channel.level
        );
        let help = format!("line `{}` has posts at: {}", channel.line, index.levels_of_line(&channel.line).join(", "));
        findings.error(at.field("level"), Some(&channel.level), message, help);
    }
}
