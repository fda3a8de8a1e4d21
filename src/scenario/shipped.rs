//! The command structures that are built into the program, so that they are found wherever it runs.

/// Names and texts of the shipped structure files, in the order of their names.
pub const STRUCTURES: &[(&str, &str)] = &[
    ("approval_any", include_str!("../../assets/structures/approval_any.ron")),
    ("approval_chain", include_str!("../../assets/structures/approval_chain.ron")),
    ("access_notice", include_str!("../../assets/structures/access_notice.ron")),
    ("asks_on_little", include_str!("../../assets/structures/asks_on_little.ron")),
    ("asks_on_much", include_str!("../../assets/structures/asks_on_much.ron")),
    ("attention_rules", include_str!("../../assets/structures/attention_rules.ron")),
    ("call_and_answer", include_str!("../../assets/structures/call_and_answer.ron")),
    ("centralised", include_str!("../../assets/structures/centralised.ron")),
    ("check_in_at_scene", include_str!("../../assets/structures/check_in_at_scene.ron")),
    ("committees_beside", include_str!("../../assets/structures/committees_beside.ron")),
    ("committees_by_road", include_str!("../../assets/structures/committees_by_road.ron")),
    ("committees_by_video", include_str!("../../assets/structures/committees_by_video.ron")),
    ("contracted_teams", include_str!("../../assets/structures/contracted_teams.ron")),
    ("delegated", include_str!("../../assets/structures/delegated.ron")),
    ("delegation_full", include_str!("../../assets/structures/delegation_full.ron")),
    ("delegation_half", include_str!("../../assets/structures/delegation_half.ron")),
    ("delegation_without_means", include_str!("../../assets/structures/delegation_without_means.ron")),
    ("dispatch_calls_off", include_str!("../../assets/structures/dispatch_calls_off.ron")),
    ("dispatch_reserve", include_str!("../../assets/structures/dispatch_reserve.ron")),
    ("dispatch_together", include_str!("../../assets/structures/dispatch_together.ron")),
    ("direct_report", include_str!("../../assets/structures/direct_report.ron")),
    ("duty_shifts", include_str!("../../assets/structures/duty_shifts.ron")),
    ("forward_staging", include_str!("../../assets/structures/forward_staging.ron")),
    ("estimated_needs", include_str!("../../assets/structures/estimated_needs.ron")),
    ("four_level", include_str!("../../assets/structures/four_level.ron")),
    ("fragmented", include_str!("../../assets/structures/fragmented.ron")),
    ("government_only", include_str!("../../assets/structures/government_only.ron")),
    ("joint_command", include_str!("../../assets/structures/joint_command.ron")),
    ("late_reports_first", include_str!("../../assets/structures/late_reports_first.ron")),
    ("levels_followed", include_str!("../../assets/structures/levels_followed.ron")),
    ("letter_gate", include_str!("../../assets/structures/letter_gate.ron")),
    ("limited_crews", include_str!("../../assets/structures/limited_crews.ron")),
    ("military_liaison", include_str!("../../assets/structures/military_liaison.ron")),
    ("military_requests", include_str!("../../assets/structures/military_requests.ron")),
    ("mutual_aid", include_str!("../../assets/structures/mutual_aid.ron")),
    ("mutual_aid_agreed", include_str!("../../assets/structures/mutual_aid_agreed.ron")),
    ("mutual_aid_by_superior", include_str!("../../assets/structures/mutual_aid_by_superior.ron")),
    ("mutual_aid_sideways", include_str!("../../assets/structures/mutual_aid_sideways.ron")),
    ("plans_ready", include_str!("../../assets/structures/plans_ready.ron")),
    ("registration_portal", include_str!("../../assets/structures/registration_portal.ron")),
    ("response_levels", include_str!("../../assets/structures/response_levels.ron")),
    ("scene_command", include_str!("../../assets/structures/scene_command.ron")),
    ("self_start", include_str!("../../assets/structures/self_start.ron")),
    ("service_areas", include_str!("../../assets/structures/service_areas.ron")),
    ("subdistricts_abolished", include_str!("../../assets/structures/subdistricts_abolished.ron")),
    ("taken_over", include_str!("../../assets/structures/taken_over.ron")),
    ("task_lists", include_str!("../../assets/structures/task_lists.ron")),
    ("thin_desks", include_str!("../../assets/structures/thin_desks.ron")),
    ("timed_escalation", include_str!("../../assets/structures/timed_escalation.ron")),
    ("timed_race", include_str!("../../assets/structures/timed_race.ron")),
    ("transport_red_first", include_str!("../../assets/structures/transport_red_first.ron")),
    ("transport_yellow_first", include_str!("../../assets/structures/transport_yellow_first.ron")),
    ("warned_plans", include_str!("../../assets/structures/warned_plans.ron")),
    ("urgent_request", include_str!("../../assets/structures/urgent_request.ron")),
    ("verified_teams", include_str!("../../assets/structures/verified_teams.ron")),
    ("warnings_unanswered", include_str!("../../assets/structures/warnings_unanswered.ron")),
    ("weak_reporting", include_str!("../../assets/structures/weak_reporting.ron")),
    ("written_reports", include_str!("../../assets/structures/written_reports.ron")),
];

/// The text of a shipped structure.
#[must_use]
pub fn structure(name: &str) -> Option<&'static str> {
    STRUCTURES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::STRUCTURES;
    use crate::scenario::structure::Structure;

    #[test]
    fn every_shipped_structure_bears_the_name_of_its_file() {
        for (name, text) in STRUCTURES {
            let structure: Structure = ron::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(structure.id, *name);
        }
    }
}
