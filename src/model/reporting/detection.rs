//! Detection: each channel covers an incident or not, and notices it after a delay. Both are drawn once per incident and channel.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, Stream, join};
use crate::engine::time::Span;
use crate::journal::entry::About;
use crate::journal::milestone::Milestone;
use crate::model::command::detection::Calls;
use crate::model::event::Event;
use crate::model::incident::growth::Growth;
use crate::model::incident::incident::IncidentState;
use crate::model::incident::need::Work;
use crate::model::reporting::{plan, report};
use crate::model::run::Run;
use crate::terms::id::IncidentId;
use crate::terms::traffic::MatterKind;

/// An incident begins: its work and its dangers run from now on, and the channels that cover it are scheduled.
pub fn start(run: &mut Run<'_>, incident: IncidentId) {
    let now = run.now();
    let about = About { incident: Some(incident), ..About::default() };
    let entry = run.note(Milestone::IncidentStarted, about, run.scenes.incident(incident).cause);
    let state = run.scenes.incident_mut(incident);
    assert!(state.state == IncidentState::Pending, "an incident that is {:?} begins", state.state);
    state.state = IncidentState::Active;
    (state.started, state.onset) = (entry, now);
    for need in run.scenes.incident(incident).need_ids() {
        run.scenes.need_mut(need).since = now;
    }
    schedule_channels(run, incident);
}

fn schedule_channels(run: &mut Run<'_>, incident: IncidentId) {
    let (setting, chance) = (run.setting, run.chance);
    let state = run.scenes.incident(incident);
    let (key, at) = (state.key, state.point.jurisdiction.index());
    if let Some(scripted) = state.scripted
        && let Some(detection) = &setting.tape.scripted[scripted as usize].detection
    {
        for (channel, delay) in detection {
            let mut stream = chance.stream(Purpose::Detection, join(key, setting.channels[*channel as usize].key));
            run.clock.after(delay.sample(&mut stream), Phase::Outside, Event::ChannelDetects(incident, *channel));
        }
        return;
    }
    let hazard = run.scenes.profiles[state.profile as usize].hazard as usize;
    for (position, channel) in (0_u32..).zip(&setting.channels) {
        if !channel.hazards[hazard] || channel.enters[at].is_none() {
            continue;
        }
        let mut stream = chance.stream(Purpose::Detection, join(key, channel.key));
        let chance = stream.uniform();
        if chance < channel.coverage[hazard][at] || channel.calls.is_some() {
            let pass = match (channel.calls, channel.passes) {
                (Some(calls), _) => first_call(calls, shared_work(run, incident), chance),
                (None, Some(passes)) => noticed(passes, &mut stream),
                (None, None) => Span::ZERO,
            };
            let mut delay = pass + channel.delay.sample(&mut stream);
            if channel.is_told_to_watch && !run.alerts.started.is_empty() {
                let factor = plan::monitoring_factor(run, run.scenes.incident(incident).point.jurisdiction, hazard as u32);
                delay = Span::from_minutes(delay.minutes() * factor);
            }
            run.clock.after(delay, Phase::Outside, Event::ChannelDetects(incident, position));
        }
    }
}

/// From onset to the pass that notices the incident: the first comes at any moment of the interval, each notices it with the same
/// probability p, so that the number of vain passes is geometric: ⌊ln u / ln (1 − p)⌋.
fn noticed((every, success): (Span, f64), stream: &mut Stream) -> Span {
    let first = stream.uniform();
    let vain = if success < 1.0 { libm::floor(libm::log(stream.uniform()) / libm::log1p(-success)) } else { 0.0 };
    Span::from_minutes(every.minutes() * (first + vain))
}

/// The shared work of an incident: the sum of its sizes, and size and growth of the largest, as which the whole grows.
fn shared_work(run: &Run<'_>, incident: IncidentId) -> (f64, f64, Growth) {
    let needs = &run.scenes.profiles[run.scenes.incident(incident).profile as usize].needs;
    let (mut sum, mut largest, mut pace) = (0.0, 0.0, Growth::NONE);
    for need in needs {
        if let Work::Shared { size, growth, .. } = need.work {
            sum += size;
            if size > largest {
                (largest, pace) = (size, growth);
            }
        }
    }
    (sum, largest, pace)
}

/// From onset to the first call, for a uniform draw u: the calls up to t are Poisson with a mean of λ·∫(D/D_ref)^γ, so that the first
/// comes where that mean reaches −ln u.
fn first_call(calls: Calls, (sum, largest, growth): (f64, f64, Growth), u: f64) -> Span {
    let rate = calls.rate_per_h * libm::pow(sum / calls.reference_unit_h, calls.exponent);
    let hours = growth.hours_to_power_integral(largest, calls.exponent, -libm::log(u) / rate);
    Span::from_hours(hours.min(HOURS_MAX))
}

/// Beyond this nobody calls any more: longer than any horizon.
const HOURS_MAX: f64 = 1.0e6;

/// A channel notices the incident: a report leaves for the post where the channel ends.
pub fn detect(run: &mut Run<'_>, incident: IncidentId, channel: u32) {
    let state = run.scenes.incident(incident);
    if state.state != IncidentState::Active {
        return;
    }
    let (started, key, at) = (state.started, state.key, state.point.jurisdiction.index());
    run.scenes.discover(incident, run.clock.now());
    let about = About { incident: Some(incident), ..About::default() };
    let cause = run.note(Milestone::IncidentDetected { channel }, about, started);
    let Some(post) = run.setting.channels[channel as usize].enters[at] else { return };
    let sender = join(key, run.setting.channels[channel as usize].key);
    let (kind, severity) = (MatterKind::Report, run.scenes.severity(incident));
    report::send(
        run,
        report::Dispatch { kind, incident, from: None, sender, to: post, severity, version: 0, why: None, cause },
        None,
    );
}
