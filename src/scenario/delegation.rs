//! Delegation (重心下移、授权下放): the share of a structure's rights that is moved one level down, with the means to use them.
//!
//! A right-class is a right `CommitInScope` of the upper post over units of one line at one grade. The classes stand in a fixed order:
//! lightest grades first; within a grade move by move as listed; within a move line by line as listed. A delegation index delta
//! moves the first round(delta · n) of n classes (a half is rounded up). What is moved is spelled out as ordinary rows of rights,
//! commitment and visibility, so that delta 0 is the table without delegation and delta 1 the table with every row written by hand.

use serde::{Deserialize, Serialize};

use crate::scenario::law::LawSpec;
use crate::scenario::structure::{CommitmentRow, PostRef, Reach, Relay, Right, RightRow, Structure, VisibilityRow};
use crate::terms::severity::Severity;

const fn lightest() -> Severity {
    Severity::IV
}

const fn gravest() -> Severity {
    Severity::I
}

const fn yes() -> bool {
    true
}

/// The delegation of a structure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delegation {
    /// The share of right-classes that is moved, 0 to 1.
    pub delta: f64,
    /// From which posts to which, and with what.
    pub moves: Vec<DelegationMove>,
}

/// Rights that move from the posts of one line and echelon to those one echelon below.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DelegationMove {
    /// Whose rights.
    pub from: PostRef,
    /// Who gets them: a post of the next echelon below.
    pub to: PostRef,
    /// Over units of which lines.
    pub lines: Vec<String>,
    /// From this severity on …
    #[serde(default = "lightest")]
    pub from_severity: Severity,
    /// … up to this severity.
    #[serde(default = "gravest")]
    pub up_to_severity: Severity,
    /// Whether the upper post keeps the right beside the lower one: it decides where it is asked. Otherwise it loses it.
    #[serde(default = "yes")]
    pub keeps: bool,
    /// What the lower post sees from now on; it comes with the first class of a line.
    #[serde(default)]
    pub visibility: Vec<MovedSight>,
    /// What it may commit from now on and by which way, in the grades that are moved.
    #[serde(default)]
    pub commitment: Vec<MovedMeans>,
}

/// What a post sees that has been given rights.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MovedSight {
    /// Units of which lines.
    pub lines: Vec<String>,
    /// How far.
    pub reach: Reach,
    /// Whether it also sees orders that other posts have given and that have not yet reached the unit.
    pub shares_orders: bool,
}

/// What a post may commit that has been given rights.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MovedMeans {
    /// Units of which line.
    pub line: String,
    /// How far.
    pub reach: Reach,
    /// The posts that the order passes on its way, each with a service at its desk; none for a direct order.
    #[serde(default)]
    pub via: Vec<Relay>,
    /// Time on the way of each hop.
    pub transit: LawSpec,
}

/// A right over units of one line at one grade, which a move can pass down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RightClass<'d> {
    /// Position of the move.
    pub at: usize,
    /// The line.
    pub line: &'d str,
    /// The grade.
    pub severity: Severity,
}

impl Delegation {
    /// All right-classes in the order in which they are moved.
    #[must_use]
    pub fn classes(&self, rights: &[RightRow]) -> Vec<RightClass<'_>> {
        let of_grade = |severity: Severity| {
            self.moves.iter().enumerate().flat_map(move |(at, row)| {
                let is_meant = (row.from_severity..=row.up_to_severity).contains(&severity);
                let lines = row.lines.iter().filter(move |line| is_meant && row.may_pass(rights, line, severity));
                lines.map(move |line| RightClass { at, line, severity })
            })
        };
        Severity::ALL.into_iter().flat_map(of_grade).collect()
    }

    /// The classes that are moved.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "few classes")]
    pub fn moved(&self, rights: &[RightRow]) -> Vec<RightClass<'_>> {
        let mut classes = self.classes(rights);
        let count = (self.delta * classes.len() as f64 + 0.5).floor();
        classes.truncate(count as usize);
        classes
    }
}

impl DelegationMove {
    /// Whether the upper post has the right that is to be moved.
    fn may_pass(&self, rights: &[RightRow], line: &str, severity: Severity) -> bool {
        rights.iter().any(|row| {
            row.right == Right::CommitInScope
                && row.from_level.is_none()
                && row.post == self.from
                && row.lines.iter().any(|own| own == line)
                && (row.from_severity..=row.up_to_severity).contains(&severity)
        })
    }

    /// Writes what the move passes down over one line in a run of grades.
    fn write(&self, structure: &mut Structure, line: &str, (from_severity, up_to_severity): (Severity, Severity)) {
        let post = &self.to;
        structure.rights.push(RightRow {
            post: post.clone(),
            lines: vec![line.to_owned()],
            from_severity,
            up_to_severity,
            from_level: None,
            right: Right::CommitInScope,
        });
        for means in self.commitment.iter().filter(|means| means.line == line) {
            structure.commitment.push(CommitmentRow { from_severity, up_to_severity, ..means.row(post) });
        }
    }
}

impl MovedMeans {
    /// As a row of the commitment table, for all grades.
    #[must_use]
    pub fn row(&self, post: &PostRef) -> CommitmentRow {
        let Self { line, reach, via, transit } = self.clone();
        CommitmentRow { post: post.clone(), line, reach, from_severity: Severity::IV, up_to_severity: Severity::I, via, transit }
    }
}

/// Grades in runs without a gap, from the lightest up.
fn runs(grades: impl IntoIterator<Item = Severity>) -> Vec<(Severity, Severity)> {
    let mut runs: Vec<(Severity, Severity)> = Vec::new();
    for severity in grades {
        match runs.last_mut() {
            Some((_, last)) if last.gravity() + 1 == severity.gravity() => *last = severity,
            _ => runs.push((severity, severity)),
        }
    }
    runs
}

impl Structure {
    /// The same structure with its delegation spelled out in the tables; itself when it has none.
    #[must_use]
    pub fn spelled_out(&self) -> Self {
        let mut spelled = self.clone();
        let Some(delegation) = &self.delegation else { return spelled };
        let moved = delegation.moved(&self.rights);
        for (at, row) in delegation.moves.iter().enumerate() {
            for line in &row.lines {
                let grades = moved.iter().filter(|class| class.at == at && class.line == line).map(|class| class.severity);
                let grades = runs(grades);
                for run in &grades {
                    row.write(&mut spelled, line, *run);
                }
                if grades.is_empty() {
                    continue;
                }
                for sight in row.visibility.iter().filter(|sight| sight.lines.contains(line)) {
                    let (post, lines) = (row.to.clone(), vec![line.clone()]);
                    let MovedSight { reach, shares_orders, .. } = *sight;
                    spelled.visibility.push(VisibilityRow { post, lines, reach, shares_orders });
                }
            }
        }
        spelled.rights = without_lost(&spelled.rights, delegation, &moved);
        spelled
    }
}

/// The rights without those that upper posts lose.
fn without_lost(rights: &[RightRow], delegation: &Delegation, moved: &[RightClass<'_>]) -> Vec<RightRow> {
    let is_lost = |row: &RightRow, line: &str, severity: Severity| {
        row.right == Right::CommitInScope
            && moved.iter().any(|class| {
                let at = &delegation.moves[class.at];
                !at.keeps && at.from == row.post && class.line == line && class.severity == severity
            })
    };
    let mut kept = Vec::new();
    for row in rights {
        let grades = || Severity::ALL.into_iter().filter(|grade| (row.from_severity..=row.up_to_severity).contains(grade));
        if !row.lines.iter().any(|line| grades().any(|grade| is_lost(row, line, grade))) {
            kept.push(row.clone());
            continue;
        }
        for line in &row.lines {
            for (from_severity, up_to_severity) in runs(grades().filter(|grade| !is_lost(row, line, *grade))) {
                kept.push(RightRow { lines: vec![line.clone()], from_severity, up_to_severity, ..row.clone() });
            }
        }
    }
    kept
}
