//! Clock time: what the calendar and the clock say at an instant of the scenario.

use crate::engine::time::SimTime;

const MINUTES_PER_DAY: i64 = 1_440;

/// The start of a scenario on the calendar, whole minutes since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    start_ms: i64,
}

impl Clock {
    /// Reads `2015-10-10T11:44:00`; seconds may be left out, and a blank may stand for the `T`.
    #[must_use]
    pub fn parse(start: &str) -> Option<Self> {
        let (date, time) = start.trim().split_once(['T', ' '])?;
        let date: Vec<i64> = date.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
        let time: Vec<i64> = time.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
        let (&[year, month, day], &[hour, minute, ref second @ ..]) = (date.as_slice(), time.as_slice()) else { return None };
        let second = second.first().copied().unwrap_or(0);
        let is_sane = (1..=9_999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=31).contains(&day)
            && (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..=60).contains(&second);
        let minutes = (days(year, month, day) * 24 + hour) * 60 + minute;
        is_sane.then_some(Self { start_ms: (minutes * 60 + second) * 1_000 })
    }

    /// Minutes since 1970 at an instant.
    const fn minutes(self, time: SimTime) -> i64 {
        self.start_ms.saturating_add(time.ms()).div_euclid(60_000)
    }

    /// The clock at an instant, as `08:05`.
    #[must_use]
    pub fn time(self, time: SimTime) -> String {
        let minute = self.minutes(time).rem_euclid(MINUTES_PER_DAY);
        format!("{:02}:{:02}", minute / 60, minute % 60)
    }

    /// The date at an instant, as `2015-10-10`.
    #[must_use]
    pub fn date(self, time: SimTime) -> String {
        let (year, month, day) = date(self.minutes(time).div_euclid(MINUTES_PER_DAY));
        format!("{year:04}-{month:02}-{day:02}")
    }
}

/// Days from 1970-01-01 to a date of the Gregorian calendar; years begin in March inside, so that leap days come last.
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The date that many days after 1970-01-01.
const fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    (year + era * 400 + (month <= 2) as i64, month, day)
}

#[cfg(test)]
mod tests {
    use super::Clock;
    use crate::engine::time::SimTime;

    #[test]
    fn the_clock_passes_midnight_and_leap_days() {
        let clock = Clock::parse("2024-02-28T22:30:00").expect("a date");
        assert_eq!(clock.time(SimTime::from_hours(2.0)), "00:30");
        assert_eq!(clock.date(SimTime::from_hours(2.0)), "2024-02-29");
        assert_eq!(clock.date(SimTime::from_hours(26.0)), "2024-03-01");
        assert_eq!(Clock::parse("2015-10-10 11:44").map(|clock| clock.date(SimTime::ZERO)), Some("2015-10-10".to_owned()));
    }

    #[test]
    fn nonsense_is_no_clock() {
        for start in ["", "tomorrow", "2024-13-01T00:00:00", "2024-01-01", "2024-01-01T25:00:00", "2024-01-01Tx:00"] {
            assert_eq!(Clock::parse(start), None, "{start}");
        }
    }
}
