//! The words of tables and messages, in both languages. Ids are never translated.

use liandong::measure::record::{MetricUnit, Statistic};
use liandong::measure::reference::Verdict;
use liandong::terms::language::{Language, Word};

/// Declares the phrases, each with its Chinese and its English.
macro_rules! phrases {
    ($($(#[$doc:meta])* $id:ident: $zh:literal, $en:literal;)+) => {
        /// A word or sentence of the command line.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Phrase {
            $($(#[$doc])* $id,)+
        }

        impl Word for Phrase {
            fn word(&self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$id, Language::Zh) => $zh, (Self::$id, Language::En) => $en,)+
                }
            }
        }
    };
}

phrases! {
    /// A scenario.
    Scenario: "想定", "scenario";
    /// A laboratory.
    Laboratory: "实验台", "laboratory";
    /// A command structure.
    Structure: "指挥体制", "structure";
    /// Replications, their number follows or precedes.
    Replications: "次重复", "replications";
    /// The seed.
    Seed: "种子", "seed";
    /// The length of a run.
    Horizon: "时长", "horizon";
    /// Hours.
    Hours: "小时", "h";
    /// Minutes.
    Minutes: "分钟", "min";
    /// A share from 0 to 1.
    Share: "比例", "share";
    /// A ratio, which may exceed 1.
    Ratio: "比值", "ratio";
    /// A natural logarithm of a ratio.
    Logarithm: "对数", "log";
    /// A count.
    Count: "计数", "count";
    /// Kilometres.
    Kilometres: "公里", "km";
    /// Unit-hours.
    UnitHours: "队·小时", "unit h";
    /// Unit: the size of a hazard.
    Size: "规模", "size";
    /// Unit: the size of a hazard times hours.
    SizeHours: "规模·小时", "size h";
    /// Events executed.
    Events: "事件数", "events";
    /// Title of the table of intervals.
    WhereTimeWent: "时间去向", "Where the time went";
    /// What that table averages.
    PerCompleted: "每起走完路径的事件的平均分钟数", "mean minutes per incident that completed the path";
    /// That table when there is nothing to show.
    NoneCompleted: "到时长结束为止，没有一起事件走完该路径。", "No incident completed this path before the horizon.";
    /// An interval.
    Interval: "时段", "interval";
    /// At the scene.
    AtScene: "现场", "scene";
    /// With a unit.
    WithUnit: "队伍", "unit";
    /// A sum.
    Total: "合计", "total";
    /// Title of the table of metrics.
    KeyMetrics: "主要指标：各次重复的平均值与 95% 置信区间",
        "Key metrics: mean over replications with 95 % confidence interval";
    /// Column: the metric's id.
    Metric: "指标", "metric";
    /// Column: the metric in words.
    Meaning: "含义", "meaning";
    /// Column: the statistic.
    Statistic: "统计量", "statistic";
    /// Column: the unit of measure.
    Unit: "单位", "unit";
    /// Column: the mean.
    Mean: "均值", "mean";
    /// Column: the confidence interval.
    ConfidenceInterval: "95% 区间", "95 % interval";
    /// Column: censored incidents.
    Censored: "未完成", "censored";
    /// What `censored` counts.
    CensoredNote: "“未完成”：到时长结束时尚未到达该时刻的事件数（各次重复合计），按已观察时间计入均值。",
        "censored: incidents that had not reached the moment at the horizon; restricted means count the time observed.";
    /// A statistic.
    RestrictedMean: "限时均值", "restricted mean";
    /// A statistic.
    MeanOfCompleted: "完成者均值", "mean of completed";
    /// A statistic.
    P90: "90% 分位数", "90th percentile";
    /// Statistic: standard deviation.
    StandardDeviation: "标准差", "standard deviation";
    /// A statistic.
    Proportion: "占比", "proportion";
    /// A statistic.
    TotalOf: "总数", "total";
    /// A statistic.
    TimeAverage: "时间平均", "time average";
    /// Title of the table of references.
    PublishedTimeline: "与公开时间线对照（模拟值为各次重复的中位数，分钟）",
        "Published timeline beside the simulated median (minutes from the start)";
    /// Column: the milestone's id.
    Milestone: "里程碑", "milestone";
    /// Column: the incident's id.
    Incident: "事件", "incident";
    /// Column: the published time.
    Published: "公开值", "published";
    /// Column: what the publication can tell apart.
    Precision: "精度", "precision";
    /// Column: the simulated time.
    Simulated: "模拟值", "simulated";
    /// Column: a difference.
    Difference: "差值", "difference";
    /// Column: agreement.
    Verdict: "结论", "verdict";
    /// Agreement.
    Hit: "吻合", "hit";
    /// No agreement.
    Miss: "不吻合", "miss";
    /// Title of the table of limits.
    Compliance: "报告时限的执行情况（各次重复合计）", "Limits for reports, over all replications";
    /// Column: a limit.
    Limit: "时限", "limit";
    /// Column: its length.
    LimitMinutes: "分钟", "min";
    /// Column: reports that were due.
    Due: "应报", "due";
    /// Column: limits kept.
    Met: "按时", "met";
    /// Column: limits missed.
    Overdue: "超时", "overdue";
    /// Column: missed ones whose report left after all.
    Late: "迟报", "sent late";
    /// Column: mean lateness.
    MeanLateness: "平均迟延（分钟）", "mean lateness, min";
    /// Column: the post that missed most.
    WhoMissedMost: "超时最多的机构（次数）", "missed most often by (times)";
    /// Title of the table of desks.
    BusiestDesks: "最忙的岗位（各次重复的均值，含日常事务；等待只计突发事件与预警）",
        "The busiest desks (means over replications, routine included; waits of incidents and warnings only)";
    /// Column: a post.
    Post: "机构", "post";
    /// Column: a desk.
    Desk: "岗位", "desk";
    /// Column: officers on duty.
    Officers: "在岗人数", "officers";
    /// Column: busy share.
    Utilisation: "利用率", "utilisation";
    /// Column: mean number waiting.
    MeanQueue: "平均等待件数", "mean queue";
    /// Column: 95th percentile of the wait.
    WaitP95: "等待 95% 分位数（分钟）", "wait p95 (min)";
    /// Column: share of time beyond the span.
    SlowShare: "超载时间比例", "time beyond span";
    /// A note on a structure that moves means.
    MeansMoved: "注意：下列体制同时调动了力量或人员，差别不只来自指挥关系",
        "note: means moved too, so that the difference is not of command alone, under";
    /// Title of the table of differences.
    Paired: "配对比较：差值 = b − a，同一组重复", "Paired comparison: difference = b − a on the same replications";
    /// Column: mean under the baseline.
    MeanA: "a 均值", "mean a";
    /// Column: mean under the other.
    MeanB: "b 均值", "mean b";
    /// Column: what the interval says.
    Finding: "判断", "finding";
    /// The interval excludes 0, on the good side.
    Better: "● b 较优", "● b better";
    /// The interval excludes 0, on the bad side.
    Worse: "● b 较差", "● b worse";
    /// The interval excludes 0, and neither side is good.
    Differs: "● 有差别", "● differs";
    /// What the marks mean.
    FindingNote: "●：95% 区间不含 0；无标记：数据分不出差别。",
        "●: the 95 % interval excludes 0. No mark: the data do not tell the two apart.";
    /// Title of the table of stations.
    Stations: "各站台：各次重复的平均值与 95% 置信区间", "Stations: mean over replications with 95 % confidence interval";
    /// Column: the station's id.
    Station: "站台", "station";
    /// Column: matters that came, in all.
    Arrivals: "到达", "arrivals";
    /// Column: matters served, in all.
    Completions: "完成", "completions";
    /// Column: matters lost, in all.
    Lost: "损失", "lost";
    /// Column: matters that left, in all.
    Left: "离开", "left";
    /// Column: matters that went up, in all.
    Escalated: "上交", "escalated";
    /// Title of the table of counts.
    Traffic: "各次重复合计的事项数", "Matters over all replications";
    /// Title of the table of military units.
    Troops: "第 1 次重复的军队与民兵：谁派任务、谁指挥，分钟从想定开始计", "Military units of replication 1: who tasks, who commands; minutes from the start";
    /// Column: a unit.
    UnitName: "队伍", "unit";
    /// Column: by which way a unit was set in motion.
    Way: "途径", "way";
    /// Column: the civil post that gives the task.
    TaskedBy: "派任务", "tasked by";
    /// Column: the military organ that commands.
    CommandedBy: "指挥", "commanded by";
    /// Column: when somebody asked.
    Asked: "提出", "asked";
    /// Column: when the order was known at the base.
    Ordered: "接令", "ordered";
    /// Column: when it was on scene.
    Arrived: "到场", "arrived";
    /// A way: an approved request.
    OnRequest: "请求批准", "request";
    /// A way: a direct request in an emergency.
    AskedDirectly: "紧急直接请求", "asked directly";
    /// A way: the unit started on its own.
    OnItsOwn: "自行出动", "on its own";
    /// A way: an order from outside the chain.
    FromOutside: "链外命令", "from outside";
    /// Where the files are.
    WrittenTo: "结果已写入", "files written to";
    /// A check without problems.
    NoProblems: "没有发现问题", "no problems found";
    /// Errors, after their number.
    Errors: "个错误", "errors";
    /// Warnings, after their number.
    Warnings: "个警告", "warnings";
    /// Jurisdictions by level.
    Jurisdictions: "行政区", "jurisdictions";
    /// Column: the kind of a file.
    Kind: "类别", "kind";
    /// Column: a file.
    File: "文件", "file";
    /// Column: an id.
    Id: "编号", "id";
    /// Column: a name.
    Name: "名称", "name";
    /// Column: what it shows.
    About: "说明", "about";
    /// An empty list.
    NothingFound: "这里没有想定、实验台或体制文件", "no scenario, laboratory, structure or world here";
    /// A world.
    World: "世界", "world";
    /// Column: a level.
    Levels: "层级", "level";
    /// Column: a line of posts.
    Lines: "条线", "line";
    /// Agencies.
    Agencies: "机构", "agencies";
    /// Column: a type of unit.
    UnitTypes: "队伍类型", "unit type";
    /// Units.
    Units: "队伍数", "units";
    /// Residents.
    Residents: "人口", "residents";
}

/// A unit of measure in words.
pub const fn unit(unit: MetricUnit) -> Phrase {
    match unit {
        MetricUnit::Minutes => Phrase::Minutes,
        MetricUnit::Share => Phrase::Share,
        MetricUnit::Ratio => Phrase::Ratio,
        MetricUnit::Logarithm => Phrase::Logarithm,
        MetricUnit::Count => Phrase::Count,
        MetricUnit::Km => Phrase::Kilometres,
        MetricUnit::UnitHours => Phrase::UnitHours,
        MetricUnit::Size => Phrase::Size,
        MetricUnit::SizeHours => Phrase::SizeHours,
    }
}

/// A statistic in words.
pub const fn statistic(statistic: Statistic) -> Phrase {
    match statistic {
        Statistic::RestrictedMean => Phrase::RestrictedMean,
        Statistic::MeanOfCompleted => Phrase::MeanOfCompleted,
        Statistic::P90 => Phrase::P90,
        Statistic::StandardDeviation => Phrase::StandardDeviation,
        Statistic::Proportion => Phrase::Proportion,
        Statistic::Total => Phrase::TotalOf,
        Statistic::TimeAverage => Phrase::TimeAverage,
    }
}

/// A verdict in words.
pub const fn verdict(verdict: Verdict) -> Phrase {
    match verdict {
        Verdict::Hit => Phrase::Hit,
        Verdict::Miss => Phrase::Miss,
    }
}
