//! The key metrics, which tables and pictures show, in words of both languages. Files hold every metric, by its id.

/// Ids of the key metrics, in words; one that ends in a dot stands for all that begin so.
#[rustfmt::skip]
const KEY: &[(&str, &str, &str)] = &[
    ("detection_time", "事发到发现", "onset to detection"),
    ("report_time", "事发到报告阅毕", "onset to report read"),
    ("decision_time", "事发到决策", "onset to decision"),
    ("order_time", "事发到队伍接令", "onset to order at the unit"),
    ("arrival_time", "事发到首支队伍到场", "onset to first unit on scene"),
    ("first_unit_time", "事发到首支队伍展开", "onset to first unit at work"),
    ("effective_force_time", "事发到有效力量到位", "onset to effective force"),
    ("containment_time", "事发到控制", "onset to containment"),
    ("proportion_detected", "被发现的事件占比", "noticed by somebody"),
    ("proportion_served", "有队伍展开的事件占比", "with a unit at work"),
    ("proportion_effective_force", "有效力量到位的事件占比", "with effective force"),
    ("proportion_contained", "得到控制的事件占比", "contained"),
    ("within_target.", "达标事件占比", "within the target"),
    ("persons_rescued", "获救人数", "persons rescued"),
    ("persons_died", "死亡人数", "persons who died"),
    ("messages", "传递的事项", "matters sent"),
    ("orders_rejected", "与他令冲突的命令", "orders in conflict"),
    ("needs_waited", "等待队伍的需求", "needs that waited for a unit"),
    ("reports_returned", "退回核实的报告", "reports sent back"),
    ("reports_omitted", "漏报的事件", "incidents not reported"),
    ("reports_shaded", "轻报的报告", "reports graded too light"),
    ("limits_kept", "按时限发出的报告占比", "reports within their limit"),
    ("reports_overdue", "超过时限的报告", "reports overdue"),
    ("decisions_escalated", "逾时上交的决策", "decisions passed up"),
    ("false_alarms", "误报", "false alarms"),
    ("plans_activated", "启动预案的决策", "decisions with a plan ready"),
    ("decide_convene", "召集委员会的时间", "time to convene a committee"),
    ("committees_convened", "提交委员会的事项", "cases before a committee"),
    ("quorums_missed", "未达法定人数", "quorums missed"),
    ("warnings_answered", "应答的预警", "warnings answered"),
    ("warnings_overlooked", "未被注意的预警", "warnings overlooked"),
    ("units_on_standby", "待命的队伍", "units put on standby"),
    ("units_staged", "前置到位的队伍", "units moved forward"),
    ("handovers", "现场指挥交接", "hand-overs of command at the scene"),
    ("effective_force_time.", "按级别的事发到有效力量到位", "onset to effective force, by grade"),
    ("orders_superseded", "被更重事件取代的命令", "orders superseded by graver ones"),
    ("units_redirected", "返程中改派的队伍", "units sent again on their way back"),
    ("reserves_held", "只剩预备队的需求", "needs that found only the reserve"),
    ("incidents_worsened", "升级的事件", "incidents that became graver"),
    ("secondary_incidents", "次生事件", "secondary incidents"),
    ("responses_launched", "启动的应急响应", "response levels launched"),
    ("news_kept", "部门间未共享的消息", "news that departments kept"),
    ("officers_recalled", "召回备勤人员", "recalls of officers off duty"),
    ("services_interrupted", "被打断的处理", "interrupted services"),
    ("hazard_peak", "灾情最大规模", "largest size of hazards"),
    ("damage", "灾情累计（规模·小时）", "damage: size of hazards over time"),
    ("unit_h", "队伍用时", "time of units under orders"),
];

/// A key metric in words, Chinese and English; none for a metric that only files hold.
#[must_use]
pub fn key_meaning(metric: &str) -> Option<(&'static str, &'static str)> {
    let is_meant = |id: &str| if id.ends_with('.') { metric.starts_with(id) } else { metric == id };
    KEY.iter().find(|(id, _, _)| is_meant(id)).map(|(_, zh, en)| (*zh, *en))
}
