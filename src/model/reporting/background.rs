//! The routine of an office and its false alarms: background matters that no incident causes and that occupy the same officers.

use crate::engine::calendar::Phase;
use crate::engine::streams::{Purpose, join};
use crate::journal::entry::{About, EntryId};
use crate::journal::milestone::Milestone;
use crate::model::event::{Event, MatterRow};
use crate::model::run::Run;
use crate::model::station::service::Traffic;
use crate::terms::traffic::MatterKind;

/// Schedules the first matter of each flow.
pub fn open(run: &mut Run<'_>) {
    for flow in 0..run.setting.background.len() {
        schedule_next(run, u32::try_from(flow).expect("few flows"), 0);
    }
}

fn schedule_next(run: &mut Run<'_>, flow: u32, number: u32) {
    let mut stream = run.chance.stream(Purpose::Arrival, join(run.setting.background[flow as usize].key, u64::from(number)));
    let gap = run.setting.background[flow as usize].gap.sample(&mut stream);
    run.clock.after(gap, Phase::Arrival, Event::BackgroundArrives(flow));
}

/// The next background matter comes. Its number is that of the flow so far.
pub fn arrive(run: &mut Run<'_>, flow: u32) {
    let spec = &run.setting.background[flow as usize];
    let number = run.ambient.background[flow as usize];
    run.ambient.background[flow as usize] += 1;
    schedule_next(run, flow, number + 1);
    let lineage = join(spec.key, u64::from(number));
    if let Some(channel) = spec.false_alarms_of {
        let about = About { post: Some(run.setting.desk_posts[spec.station.index()]), ..About::default() };
        run.note(Milestone::FalseAlarm { channel }, about, EntryId::NONE);
    }
    let Traffic { pool, matters, .. } = &mut run.traffic;
    let kind = u16::try_from(MatterKind::Routine.index()).expect("few kinds");
    let row = pool.make(matters, lineage, kind, flow);
    let matter = run.traffic.matter_mut(row);
    matter.station = spec.station.0;
    matter.class = spec.class;
    run.traffic.arrive(run.clock, row);
}

/// A background matter is done.
pub fn done(run: &mut Run<'_>, row: MatterRow) {
    let Traffic { pool, matters, .. } = &mut run.traffic;
    pool.end(matters, row);
}
