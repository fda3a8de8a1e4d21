//! Which mechanisms the files of a scenario switch on.

/// What the files of a scenario switch on beyond the core, so that only what can happen is counted and shown. All off by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one independent switch a mechanism")]
pub struct Mechanisms {
    /// Posts handle news in ways of their own.
    pub conduct: bool,
    /// Estimates have errors.
    pub estimates: bool,
    /// Plans are ready.
    pub plans: bool,
    /// Warnings start plans.
    pub warned_plans: bool,
    /// Warnings move units forward.
    pub staging: bool,
    /// Rights are delegated, superiors take over or are passed, or incidents concern several jurisdictions.
    pub escalation: bool,
    /// Decisions need approval.
    pub approval: bool,
    /// Rights change with a response level.
    pub raised_rights: bool,
    /// Channels give false alarms.
    pub false_alarms: bool,
    /// Troops are asked for by requests.
    pub military: bool,
    /// Somebody commands at the scene.
    pub scene_command: bool,
    /// Units are limited.
    pub fitness: bool,
    /// Units serve in areas.
    pub areas: bool,
    /// Posts ask each other for units.
    pub aid: bool,
    /// Posts choose units by a law of their own.
    pub dispatch: bool,
    /// Scenes have access roads.
    pub access_roads: bool,
    /// Organisations come unasked.
    pub convergence: bool,
    /// Organisations are verified before their first task.
    pub verification: bool,
    /// Teams from elsewhere need a letter.
    pub letters: bool,
    /// Agencies have a standing.
    pub standings: bool,
    /// Private numbers of teams leak.
    pub leaks: bool,
    /// Units that nobody leads, or that find no room, are worth less.
    pub congestion: bool,
    /// Incidents are graded by a table.
    pub grading: bool,
    /// Hazards have a size.
    pub hazards: bool,
    /// People are moved.
    pub evacuation: bool,
    /// Persons are in danger.
    pub dangers: bool,
    /// The injured are brought to hospitals.
    pub care: bool,
    /// Posts launch response levels.
    pub responses: bool,
    /// Departments share news or keep it.
    pub sharing: bool,
    /// Who is on duty changes.
    pub duty: bool,
}
