//! The dispatch chain as a laboratory file would describe it.

use liandong::journal::ledger::StationTotals;
use liandong::scenario::desk::Attention;
use liandong::scenario::laboratory::{
    LabArrivals, LabClass, LabPool, LabRoute, LabSource, LabStation, LabStructure, LabTravel, LabUnit, LabWay, Laboratory,
    WayBack, WhenBusy,
};
use liandong::scenario::law::LawSpec;
use liandong::terms::language::Name;

/// How large the chain is.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    pub provinces: u32,
    pub cities: u32,
    pub counties: u32,
    pub townships: u32,
    pub horizon_h: f64,
    pub warmup_h: f64,
}

/// Mean service times, min: township, county, city, province.
pub const SERVICE_MIN: [f64; 4] = [252.0, 21.0, 7.0, 1.75];
/// Servers at the posts.
pub const SERVERS: [u32; 4] = [1, 1, 2, 4];
/// Units of a county, and units for a report.
pub const UNITS: u32 = 30;
pub const UNITS_PER_CALL: u32 = 2;
/// Mean journey (either way) and work, min.
pub const TRAVEL_MIN: f64 = 90.0;
pub const WORK_MIN: f64 = 450.0;

impl Shape {
    pub const fn all_cities(&self) -> u32 {
        self.provinces * self.cities
    }

    pub const fn all_counties(&self) -> u32 {
        self.all_cities() * self.counties
    }

    pub const fn all_townships(&self) -> u32 {
        self.all_counties() * self.townships
    }

    /// Whether this is the size for which theory gives the waits at every echelon.
    pub const fn is_reference(&self) -> bool {
        self.provinces == 1 && self.cities == 16 && self.counties == 6
    }

    /// The service of cities and provinces keeps their load at 0.7 for any number of counties below them.
    pub fn service_min(&self) -> [f64; 4] {
        let (below, all) = (f64::from(self.counties), f64::from(self.cities * self.counties));
        [SERVICE_MIN[0], SERVICE_MIN[1], SERVICE_MIN[2] * 6.0 / below, SERVICE_MIN[3] * 96.0 / all]
    }
}

fn exponential(mean_min: f64) -> LawSpec {
    LawSpec::Exponential { mean_min }
}

fn class(id: String, mean_min: f64) -> LabClass {
    LabClass { id, priority: 1, service: exponential(mean_min), patience: None }
}

fn station(id: String, servers: u32, classes: Vec<LabClass>) -> LabStation {
    LabStation {
        id,
        servers,
        classes,
        capacity: None,
        overload: None,
        preemptive: false,
        attention: Attention::Fifo,
        shared: false,
        absence: None,
    }
}

fn route(from: &str, class: &str, to: String, becomes: Option<String>) -> LabRoute {
    let way = LabWay { probability: 1.0, to, becomes, transit: LawSpec::zero() };
    LabRoute { from: from.to_owned(), class: Some(class.to_owned()), ways: vec![way] }
}

/// The chain as a laboratory.
pub fn laboratory(shape: &Shape) -> Laboratory {
    let (mut stations, mut routes) = (Vec::new(), Vec::new());
    add_posts(shape, &mut stations, &mut routes);
    let name = Name::new("调度链", "dispatch chain");
    Laboratory {
        format: 1,
        id: "dispatch_chain".to_owned(),
        name: name.clone(),
        about: name.clone(),
        horizon_h: shape.horizon_h,
        warmup_h: shape.warmup_h,
        replications: 1,
        seed: 7,
        stations,
        pools: (0..shape.all_counties()).map(pool).collect(),
        sources: (0..shape.all_townships()).map(|at| source(shape, at)).collect(),
        structures: vec![LabStructure { id: "chain".to_owned(), name, routes, preferences: Vec::new(), reserves: Vec::new() }],
    }
}

fn add_posts(shape: &Shape, stations: &mut Vec<LabStation>, routes: &mut Vec<LabRoute>) {
    for township in 0..shape.all_townships() {
        let county = township / shape.townships;
        let (id, up) = (format!("township{township}"), format!("up{county}"));
        stations.push(station(id.clone(), SERVERS[0], vec![class(up.clone(), SERVICE_MIN[0])]));
        routes.push(route(&id, &up, format!("county{county}"), None));
    }
    for county in 0..shape.all_counties() {
        let (id, up, down) = (format!("county{county}"), format!("up{county}"), format!("down{county}"));
        let classes = [&up, &down].map(|id| class(id.clone(), SERVICE_MIN[1])).to_vec();
        stations.push(station(id.clone(), SERVERS[1], classes));
        routes.push(route(&id, &up, format!("city{}", county / shape.counties), None));
        routes.push(route(&id, &down, format!("pool{county}"), None));
    }
    for city in 0..shape.all_cities() {
        let id = format!("city{city}");
        let counties = city * shape.counties..(city + 1) * shape.counties;
        let ids = counties.clone().flat_map(|county| [format!("up{county}"), format!("down{county}")]);
        stations.push(station(id.clone(), SERVERS[2], ids.map(|class_id| class(class_id, shape.service_min()[2])).collect()));
        for county in counties {
            routes.push(route(&id, &format!("up{county}"), format!("province{}", city / shape.cities), None));
            routes.push(route(&id, &format!("down{county}"), format!("county{county}"), None));
        }
    }
    for province in 0..shape.provinces {
        let id = format!("province{province}");
        let below = shape.cities * shape.counties;
        let counties = province * below..(province + 1) * below;
        let classes = counties.clone().map(|county| class(format!("up{county}"), shape.service_min()[3])).collect();
        stations.push(station(id.clone(), SERVERS[3], classes));
        for county in counties {
            let city = format!("city{}", county / shape.counties);
            routes.push(route(&id, &format!("up{county}"), city, Some(format!("down{county}"))));
        }
    }
}

fn pool(county: u32) -> LabPool {
    LabPool {
        id: format!("pool{county}"),
        units: vec![LabUnit { id: format!("unit{county}"), count: UNITS, at_km: None }],
        districts: Vec::new(),
        units_per_call: UNITS_PER_CALL,
        mobilisation: LawSpec::zero(),
        travel: LabTravel::Drawn(exponential(TRAVEL_MIN)),
        work: exponential(WORK_MIN),
        way_back: WayBack::Drawn(exponential(TRAVEL_MIN)),
        when_busy: WhenBusy::Queue,
    }
}

fn source(shape: &Shape, township: u32) -> LabSource {
    LabSource {
        id: format!("source{township}"),
        class: format!("up{}", township / shape.townships),
        to: format!("township{township}"),
        district: None,
        arrivals: LabArrivals::Poisson { rate_per_h: 1.0 / f64::from(shape.townships) },
    }
}

/// Mean waits by echelon over the observed span, h.
pub fn mean_waits_h(shape: &Shape, stations: &[StationTotals]) -> [f64; 4] {
    let (townships, counties) = (shape.all_townships() as usize, shape.all_counties() as usize);
    let cities = townships + counties + shape.all_cities() as usize;
    let provinces = cities + shape.provinces as usize;
    let echelons = [0..townships, townships..townships + counties, townships + counties..cities, cities..provinces];
    echelons.map(|range| {
        let (waiting, arrivals) =
            stations[range].iter().fold((0, 0), |sum, totals| (sum.0 + totals.waiting_ms, sum.1 + totals.arrivals));
        waiting as f64 / 3_600_000.0 / arrivals.max(1) as f64
    })
}
