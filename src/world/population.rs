//! Residents: cities by the census, townships by kind, every superior the sum of its subordinates.
//!
//! The province's total is divided among its cities in the proportion of the census of 2020 where the table has every city,
//! else by the weights of their townships. A city's total is divided among its townships by kind: a sub-district weighs 3, a
//! town 2 and a township 1 (assumption: the three kinds differ in size in about this proportion). Remainders go to the largest
//! fractions, and among equals to the smallest code, so that every sum is exact.

use std::collections::BTreeMap;

use crate::scenario::territory::JurisdictionSpec;
use crate::world::province::{CITY_CENSUS, Province};

/// Gives every jurisdiction its residents.
pub fn settle(tree: &mut [JurisdictionSpec], province: &Province) {
    let city_of = cities(tree);
    let mut townships: BTreeMap<String, Vec<(usize, u64)>> =
        tree.iter().filter(|j| j.level == "city").map(|j| (j.id.clone(), Vec::new())).collect();
    for (index, township) in tree.iter().enumerate().filter(|(_, j)| j.level == "township") {
        if let Some(list) = city_of.get(&township.id).and_then(|city| townships.get_mut(city)) {
            list.push((index, weight(township)));
        }
    }
    let shares = divide(province.population_10k * 10_000, &city_weights(&townships));
    for (list, total) in townships.values().zip(shares) {
        let weights: Vec<u64> = list.iter().map(|(_, weight)| *weight).collect();
        for ((index, _), persons) in list.iter().zip(divide(total, &weights)) {
            tree[*index].population = Some(persons);
        }
    }
    sum_up(tree);
    for jurisdiction in tree {
        jurisdiction.population_source = Some(source(jurisdiction, province));
    }
}

/// The relative size of a township by kind.
fn weight(township: &JurisdictionSpec) -> u64 {
    match township.kind.as_deref() {
        Some("subdistrict") => 3,
        Some("town") => 2,
        _ => 1,
    }
}

/// City of each township.
fn cities(tree: &[JurisdictionSpec]) -> BTreeMap<String, String> {
    let above: BTreeMap<&str, &str> = tree.iter().filter_map(|j| Some((j.id.as_str(), j.superior.as_deref()?))).collect();
    tree.iter()
        .filter(|j| j.level == "township")
        .filter_map(|j| Some((j.id.clone(), (*above.get(*above.get(j.id.as_str())?)?).to_owned())))
        .collect()
}

fn city_weights(townships: &BTreeMap<String, Vec<(usize, u64)>>) -> Vec<u64> {
    let census: Option<Vec<u64>> =
        townships.keys().map(|city| CITY_CENSUS.iter().find(|(code, _)| code == city).map(|(_, persons)| *persons)).collect();
    census.unwrap_or_else(|| townships.values().map(|list| list.iter().map(|(_, weight)| weight).sum()).collect())
}

/// Divides a whole number in the proportion of weights; the remainder goes to the largest fractions, then to the first.
fn divide(total: u64, weights: &[u64]) -> Vec<u64> {
    let sum = u128::from(weights.iter().sum::<u64>().max(1));
    let exact: Vec<u128> = weights.iter().map(|weight| u128::from(total) * u128::from(*weight)).collect();
    let mut parts: Vec<u64> =
        exact.iter().map(|part| u64::try_from(part / sum).expect("a part is no larger than the whole")).collect();
    let mut order: Vec<usize> = (0..weights.len()).filter(|index| weights[*index] > 0).collect();
    order.sort_by_key(|index| (std::cmp::Reverse(exact[*index] % sum), *index));
    let left = total - parts.iter().sum::<u64>();
    for index in order.into_iter().cycle().take(usize::try_from(left).unwrap_or(0)) {
        parts[index] += 1;
    }
    parts
}

/// Sums residents from townships to counties, cities and the province.
fn sum_up(tree: &mut [JurisdictionSpec]) {
    for level in ["township", "county", "city"] {
        let mut sums: BTreeMap<String, u64> = BTreeMap::new();
        for jurisdiction in tree.iter().filter(|j| j.level == level) {
            if let Some(superior) = &jurisdiction.superior {
                *sums.entry(superior.clone()).or_default() += jurisdiction.population.unwrap_or(0);
            }
        }
        for jurisdiction in tree.iter_mut() {
            if let Some(sum) = sums.get(&jurisdiction.id) {
                jurisdiction.population = Some(*sum);
            }
        }
    }
}

fn source(jurisdiction: &JurisdictionSpec, province: &Province) -> String {
    match jurisdiction.level.as_str() {
        "province" => province.population_source().to_owned(),
        "city" if province.code == "34" => "assumption: census shares of 2020 scaled to the province of 2022".to_owned(),
        _ => "assumption: spread by kind of township".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::divide;

    #[test]
    fn parts_sum_to_the_whole() {
        assert_eq!(divide(10, &[1, 1, 1]), [4, 3, 3]);
        assert_eq!(divide(61_270_000, &[3, 2, 1]).iter().sum::<u64>(), 61_270_000);
        assert_eq!(divide(0, &[1, 2]), [0, 0]);
    }
}
