//! The words that only charts use.

use crate::terms::language::{Language, Word};

/// A caption of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Caption {
    /// The title of the waterfall.
    WaterfallTitle,
    /// The title of the comparison waterfall.
    ComparisonWaterfallTitle,
    /// The title of the timeline.
    TimelineTitle,
    /// The title of the distribution.
    DistributionTitle,
    /// Title of the curve of casualties.
    CasualtiesTitle,
    /// What the curve of casualties is.
    CasualtiesEstimate,
    /// The same without anybody censored on the axis.
    AllPersons,
    /// Axis of the curve of casualties.
    ShareDead,
    /// Column: persons.
    Persons,
    /// Column: who lives.
    Alive,
    /// Instead of a curve of casualties.
    NobodyDied,
    /// Title of the curve of detection.
    DetectionTitle,
    /// The title of the comparison.
    ComparisonTitle,
    /// The title of the load.
    LoadTitle,
    /// What the load shows.
    LoadAbout,
    /// The axis of busy time.
    BusyShare,
    /// The axis of queues.
    MeanQueue,
    /// A desk that handles whatever comes to its post.
    AllMatters,
    /// No desk was used.
    NoLoad,
    /// The baseline of a comparison.
    Baseline,
    /// Replications, after their number.
    Replications,
    /// What the waterfall averages.
    PerIncident,
    /// An axis of mean time.
    MeanTime,
    /// An axis of time.
    TimeSinceOnset,
    /// The axis of a distribution.
    Share,
    /// The axis of a histogram.
    Incidents,
    /// The axis of a comparison.
    Difference,
    /// A sum.
    Total,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Kilometres.
    Kilometres,
    /// Unit-hours.
    UnitHours,
    /// The size of a hazard.
    Size,
    /// The size of a hazard times hours.
    SizeHours,
    /// A count.
    Count,
    /// A share from 0 to 1.
    ShareUnit,
    /// A ratio.
    Ratio,
    /// The natural logarithm of a ratio.
    Logarithm,
    /// At the scene.
    AtScene,
    /// With a unit.
    WithUnit,
    /// Who commands at the scene; briefings are hatched.
    SceneCommand,
    /// Posts.
    Posts,
    /// Units, after a sector.
    Units,
    /// Units left out, after their number.
    MoreUnits,
    /// Posts left out, after their number.
    MorePosts,
    /// The onset.
    Onset,
    /// The first detection.
    Detected,
    /// The first unit at work.
    FirstWork,
    /// The effective response force at work.
    EffectiveForce,
    /// Containment.
    Contained,
    /// Work at the scene.
    Work,
    /// The way back.
    Return,
    /// An order on its way to a unit.
    OrderTransit,
    /// A bar with an arrow head.
    Continues,
    /// The break of a time axis.
    ScaleChanges,
    /// The median.
    Median,
    /// The 90th percentile.
    P90,
    /// Incidents without help at the horizon.
    Censored,
    /// A quantile that is not reached.
    NotReached,
    /// Incidents beyond the axis, after their number.
    BeyondAxis,
    /// How the distribution is estimated.
    KaplanMeier,
    /// How the curve of detection is estimated.
    DetectionEstimate,
    /// Share of incidents that somebody has noticed.
    ShareNoticed,
    /// Incidents unnoticed at the horizon.
    Unnoticed,
    /// Nobody noticed anything.
    NothingDetected,
    /// Before the metrics that are the same in every replication.
    NoDifference,
    /// A mark without an interval.
    SmallSample,
    /// A metric where less is better.
    LessIsBetter,
    /// A metric where more is better.
    MoreIsBetter,
    /// A clear gain.
    Better,
    /// A clear loss.
    Worse,
    /// No clear gain or loss.
    Unclear,
    /// A restricted mean.
    RestrictedMean,
    /// A mean over completed paths.
    MeanOfCompleted,
    /// A 90th percentile.
    Percentile90,
    /// A standard deviation.
    StandardDeviation,
    /// A proportion.
    Proportion,
    /// A total.
    TotalOf,
    /// A time average.
    TimeAverage,
    /// Time in hand, and time that is not divided.
    ServiceOrWhole,
    /// What the labels of bars say.
    ValuesInMinutes,
    /// How censored incidents count in a comparison.
    CutAtHorizon,
    /// Nothing to draw.
    NoData,
    /// There is no incident.
    NoIncident,
    /// No path was completed.
    NoCompletedPath,
    /// Help reached nobody.
    NoResponse,
    /// Nothing to compare.
    NoComparison,
    /// Nobody acted.
    NoActivity,
    /// An unknown incident.
    NoEpisode,
}

impl Word for Caption {
    fn word(&self, language: Language) -> &'static str {
        match (self, language) {
            (Self::WaterfallTitle, Language::Zh) => "响应时间瀑布图：时间花在哪里",
            (Self::ComparisonWaterfallTitle, Language::Zh) => "各指挥结构的响应时间构成",
            (Self::TimelineTitle, Language::Zh) => "各方行动时间线",
            (Self::CasualtiesTitle, Language::Zh) => "死亡时间分布：突发至死亡",
            (Self::CasualtiesTitle, Language::En) => "Casualties over time: onset to death",
            (Self::CasualtiesEstimate, Language::Zh) => "全部遇险人员；短竖线为到期仍存活者",
            (Self::CasualtiesEstimate, Language::En) => "all persons in danger; ticks mark those alive at the end",
            (Self::AllPersons, Language::Zh) => "全部遇险人员；到期仍存活者在坐标范围之外",
            (Self::AllPersons, Language::En) => "all persons in danger; those alive at the end lie beyond the axis",
            (Self::ShareDead, Language::Zh) => "已死亡人员比例",
            (Self::ShareDead, Language::En) => "Share of persons in danger who have died",
            (Self::Persons, Language::Zh) => "人数",
            (Self::Persons, Language::En) => "Persons",
            (Self::Alive, Language::Zh) => "存活",
            (Self::Alive, Language::En) => "alive",
            (Self::NobodyDied, Language::Zh) => "无人死亡",
            (Self::NobodyDied, Language::En) => "nobody died",
            (Self::DetectionTitle, Language::Zh) => "发现时间分布：突发至首次获悉",
            (Self::DetectionTitle, Language::En) => "Distribution of detection time: onset to first notice",
            (Self::DetectionEstimate, Language::Zh) => "Kaplan–Meier 估计；短竖线为到期仍未被发现的事件（删失）",
            (Self::DetectionEstimate, Language::En) => {
                "Kaplan–Meier estimate; short ticks: incidents unnoticed at the horizon (censored)"
            }
            (Self::ShareNoticed, Language::Zh) => "已被发现的事件比例",
            (Self::ShareNoticed, Language::En) => "Share of incidents noticed",
            (Self::Unnoticed, Language::Zh) => "到期仍未被发现",
            (Self::Unnoticed, Language::En) => "unnoticed",
            (Self::NothingDetected, Language::Zh) => "没有事件被发现",
            (Self::NothingDetected, Language::En) => "no incident was noticed",
            (Self::DistributionTitle, Language::Zh) => "响应时间分布：突发至首支队伍展开",
            (Self::ComparisonTitle, Language::Zh) => "指挥结构对比：与基准之差及 95% 置信区间",
            (Self::LoadTitle, Language::Zh) => "相关岗位中最忙者：利用率与排队",
            (Self::LoadAbout, Language::Zh) => "各次重复的均值，含日常事务",
            (Self::BusyShare, Language::Zh) => "利用率（占在岗时间）",
            (Self::MeanQueue, Language::Zh) => "平均等待件数",
            (Self::NoLoad, Language::Zh) => "没有任何岗位办理事项",
            (Self::AllMatters, Language::Zh) => "各类事项",
            (Self::AllMatters, Language::En) => "all matters",
            (Self::Baseline, Language::Zh) => "基准",
            (Self::Replications, Language::Zh) => "次重复",
            (Self::PerIncident, Language::Zh) => "走完该路径的事件的均值",
            (Self::MeanTime, Language::Zh) => "自突发起的平均用时",
            (Self::TimeSinceOnset, Language::Zh) => "自突发起的时间",
            (Self::Share, Language::Zh) => "已展开的事件比例",
            (Self::Incidents, Language::Zh) => "事件数",
            (Self::Difference, Language::Zh) => "差值 b − a",
            (Self::Total, Language::Zh) => "合计",
            (Self::Minutes, Language::Zh) => "分钟",
            (Self::Hours, Language::Zh) => "小时",
            (Self::Days, Language::Zh) => "天",
            (Self::Kilometres, Language::Zh) => "公里",
            (Self::UnitHours, Language::Zh) => "队·小时",
            (Self::Size, Language::Zh) => "规模",
            (Self::SizeHours, Language::Zh) => "规模·小时",
            (Self::Count, Language::Zh) => "数量",
            (Self::ShareUnit, Language::Zh) => "比例",
            (Self::Ratio, Language::Zh) => "比值",
            (Self::Logarithm, Language::Zh) => "对数",
            (Self::AtScene, Language::Zh) => "现场",
            (Self::WithUnit, Language::Zh) => "队伍",
            (Self::Posts, Language::Zh) => "指挥机构",
            (Self::Units, Language::Zh) => "队伍",
            (Self::MoreUnits, Language::Zh) => "支队伍未列出",
            (Self::MorePosts, Language::Zh) => "个机构未列出",
            (Self::Onset, Language::Zh) => "突发",
            (Self::Detected, Language::Zh) => "发现",
            (Self::SceneCommand, Language::Zh) => "现场指挥（斜线为交接）",
            (Self::FirstWork, Language::Zh) => "首支队伍展开",
            (Self::EffectiveForce, Language::Zh) => "有效力量到位",
            (Self::Contained, Language::Zh) => "控制",
            (Self::Work, Language::Zh) => "作业",
            (Self::Return, Language::Zh) => "归队",
            (Self::OrderTransit, Language::Zh) => "命令在途",
            (Self::Continues, Language::Zh) => "箭头：到运行结束仍未完",
            (Self::ScaleChanges, Language::Zh) => "此处起时间轴缩短",
            (Self::Median, Language::Zh) => "中位数",
            (Self::P90, Language::Zh) => "90% 分位数",
            (Self::Censored, Language::Zh) => "到期仍未展开",
            (Self::NotReached, Language::Zh) => "未达到",
            (Self::BeyondAxis, Language::Zh) => "超出坐标范围",
            (Self::KaplanMeier, Language::Zh) => "Kaplan–Meier 估计；短竖线为到期仍未展开的事件（删失）",
            (Self::NoDifference, Language::Zh) => "各次重复均无差别",
            (Self::NoDifference, Language::En) => "No difference in any replication",
            (Self::SmallSample, Language::Zh) => "重复不足 2 次，无区间",
            (Self::LessIsBetter, Language::Zh) => "越小越好",
            (Self::MoreIsBetter, Language::Zh) => "越大越好",
            (Self::Better, Language::Zh) => "区间不含 0：优于基准",
            (Self::Worse, Language::Zh) => "区间不含 0：劣于基准",
            (Self::Unclear, Language::Zh) => "区间含 0 或无优劣之分",
            (Self::RestrictedMean, Language::Zh) => "限时均值",
            (Self::MeanOfCompleted, Language::Zh) => "完成者均值",
            (Self::Percentile90, Language::Zh) => "限时 90% 分位数",
            (Self::StandardDeviation, Language::Zh) => "限时标准差",
            (Self::StandardDeviation, Language::En) => "standard deviation",
            (Self::Proportion, Language::Zh) => "占比",
            (Self::TotalOf, Language::Zh) => "总计",
            (Self::TimeAverage, Language::Zh) => "时间平均",
            (Self::ServiceOrWhole, Language::Zh) => "处理，或不再细分",
            (Self::ValuesInMinutes, Language::Zh) => "标注：分钟及占比",
            (Self::CutAtHorizon, Language::Zh) => "限时：超过时限的用时按时限计",
            (Self::NoData, Language::Zh) => "无数据",
            (Self::NoIncident, Language::Zh) => "没有事件",
            (Self::NoCompletedPath, Language::Zh) => "没有走完该路径的事件",
            (Self::NoResponse, Language::Zh) => "没有任何事件等到队伍展开",
            (Self::NoComparison, Language::Zh) => "没有可比的结构",
            (Self::NoActivity, Language::Zh) => "没有任何机构或队伍行动",
            (Self::NoEpisode, Language::Zh) => "日志中没有该事件",
            (Self::WaterfallTitle, Language::En) => "Response-time waterfall: where the time went",
            (Self::ComparisonWaterfallTitle, Language::En) => "Composition of response time by command structure",
            (Self::TimelineTitle, Language::En) => "Timeline by actor",
            (Self::DistributionTitle, Language::En) => "Distribution of response time: onset to first unit at work",
            (Self::ComparisonTitle, Language::En) => {
                "Comparison of command structures: difference from the baseline with 95% interval"
            }
            (Self::LoadTitle, Language::En) => "The busiest desks concerned: utilisation and queue",
            (Self::LoadAbout, Language::En) => "means over replications, routine included",
            (Self::BusyShare, Language::En) => "utilisation (of time on duty)",
            (Self::MeanQueue, Language::En) => "mean number waiting",
            (Self::NoLoad, Language::En) => "no desk had anything to do",
            (Self::Baseline, Language::En) => "baseline",
            (Self::Replications, Language::En) => "replications",
            (Self::PerIncident, Language::En) => "mean of incidents that completed it",
            (Self::MeanTime, Language::En) => "Mean time since onset",
            (Self::TimeSinceOnset, Language::En) => "Time since onset",
            (Self::Share, Language::En) => "Share of incidents with help at work",
            (Self::Incidents, Language::En) => "Incidents",
            (Self::Difference, Language::En) => "difference b − a",
            (Self::Total, Language::En) => "total",
            (Self::Minutes, Language::En) => "min",
            (Self::Hours, Language::En) => "h",
            (Self::Days, Language::En) => "d",
            (Self::Kilometres, Language::En) => "km",
            (Self::UnitHours, Language::En) => "unit-hours",
            (Self::Size, Language::En) => "size",
            (Self::SizeHours, Language::En) => "size × h",
            (Self::Count, Language::En) => "count",
            (Self::ShareUnit, Language::En) => "share",
            (Self::Ratio, Language::En) => "ratio",
            (Self::Logarithm, Language::En) => "log",
            (Self::AtScene, Language::En) => "scene",
            (Self::WithUnit, Language::En) => "unit",
            (Self::Posts, Language::En) => "command posts",
            (Self::Units, Language::En) => "units",
            (Self::MoreUnits, Language::En) => "more units",
            (Self::MorePosts, Language::En) => "more posts",
            (Self::Onset, Language::En) => "onset",
            (Self::Detected, Language::En) => "detected",
            (Self::SceneCommand, Language::En) => "Command at the scene (hatched: hand-over)",
            (Self::FirstWork, Language::En) => "first unit at work",
            (Self::EffectiveForce, Language::En) => "effective force",
            (Self::Contained, Language::En) => "contained",
            (Self::Work, Language::En) => "work",
            (Self::Return, Language::En) => "return",
            (Self::OrderTransit, Language::En) => "order in transit",
            (Self::Continues, Language::En) => "arrow head: not over by the end of the run",
            (Self::ScaleChanges, Language::En) => "time axis is compressed from here on",
            (Self::Median, Language::En) => "median",
            (Self::P90, Language::En) => "90th percentile",
            (Self::Censored, Language::En) => "censored",
            (Self::NotReached, Language::En) => "not reached",
            (Self::BeyondAxis, Language::En) => "beyond the axis",
            (Self::KaplanMeier, Language::En) => "Kaplan–Meier estimate; short ticks: incidents censored at the horizon",
            (Self::SmallSample, Language::En) => "no interval below 2 replications",
            (Self::LessIsBetter, Language::En) => "less is better",
            (Self::MoreIsBetter, Language::En) => "more is better",
            (Self::Better, Language::En) => "interval excludes 0: better",
            (Self::Worse, Language::En) => "interval excludes 0: worse",
            (Self::Unclear, Language::En) => "interval includes 0, or neither is better",
            (Self::RestrictedMean, Language::En) => "restricted mean",
            (Self::MeanOfCompleted, Language::En) => "mean of completed",
            (Self::Percentile90, Language::En) => "90th percentile (p90)",
            (Self::Proportion, Language::En) => "proportion",
            (Self::TotalOf, Language::En) => "total",
            (Self::TimeAverage, Language::En) => "time average",
            (Self::ServiceOrWhole, Language::En) => "service, or not divided",
            (Self::ValuesInMinutes, Language::En) => "labels: min and share",
            (Self::CutAtHorizon, Language::En) => "restricted, p90: times are cut at the horizon",
            (Self::NoData, Language::En) => "No data",
            (Self::NoIncident, Language::En) => "there is no incident",
            (Self::NoCompletedPath, Language::En) => "no incident completed the path",
            (Self::NoResponse, Language::En) => "help reached no incident",
            (Self::NoComparison, Language::En) => "there is nothing to compare",
            (Self::NoActivity, Language::En) => "no post and no unit acted",
            (Self::NoEpisode, Language::En) => "the journal does not hold the incident",
        }
    }
}
