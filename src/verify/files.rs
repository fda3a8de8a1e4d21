//! The shipped laboratory files, built into the program so that it can be verified wherever it runs.

/// Defines the list from the names of the files.
macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// Names and texts of the shipped laboratory files, in the order of their names.
        pub const FILES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../scenarios/laboratory/", $name, ".ron")))),*];
    };
}

files![
    "absent_officer",
    "attention_post",
    "central_or_local",
    "erlang_loss",
    "escalation_tree",
    "finite_queue",
    "four_counties_in_a_row",
    "four_post_tandem",
    "impatient_post",
    "interrupting_post",
    "ledger",
    "lossy_radio",
    "mmc_post",
    "orders_in_parallel",
    "overload_collapse",
    "own_or_pooled",
    "priority_post",
    "service_laws",
    "shared_desk",
    "span_of_control",
    "surge_clearing",
    "tape_of_four_calls",
    "three_teams",
    "two_teams",
    "volunteers",
];

/// The text of a shipped laboratory file.
#[must_use]
pub fn text(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}
