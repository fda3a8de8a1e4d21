//! The assignment problem: rows to columns at the least total cost, by the Hungarian method.
//!
//! Kuhn (1955) and Munkres (1957) in the form with potentials and shortest augmenting paths: one path a row, each in time
//! (rows · columns). Costs are whole numbers, so that the least total is exact and the same on every machine.

/// For each row the column that it is given, such that the total cost is least. Rows are taken up in order and of equally cheap
/// columns the first one wins, so that equal costs give equal answers.
///
/// # Panics
/// When there are more rows than columns, or rows of different lengths.
#[must_use]
pub fn assign(costs: &[Vec<i64>]) -> Vec<usize> {
    let (rows, columns) = (costs.len(), costs.first().map_or(0, Vec::len));
    assert!(rows <= columns, "{rows} rows cannot each have one of {columns} columns");
    assert!(costs.iter().all(|row| row.len() == columns), "a row of costs is not {columns} long");
    let mut table = Table::new(costs, rows, columns);
    for row in 0..rows {
        table.take_up(row);
    }
    let mut given = vec![0; rows];
    for (column, owner) in table.owner[..columns].iter().enumerate() {
        if let Some(row) = owner {
            given[*row] = column;
        }
    }
    given
}

struct Table<'c> {
    costs: &'c [Vec<i64>],
    /// Potential of each row and of each column.
    of_row: Vec<i64>,
    of_column: Vec<i64>,
    /// The row that has each column; the last entry is a column of its own from which every path begins.
    owner: Vec<Option<usize>>,
}

impl<'c> Table<'c> {
    fn new(costs: &'c [Vec<i64>], rows: usize, columns: usize) -> Self {
        Self { costs, of_row: vec![0; rows], of_column: vec![0; columns + 1], owner: vec![None; columns + 1] }
    }

    /// Gives a further row a column, along the shortest path of exchanges.
    fn take_up(&mut self, row: usize) {
        let root = self.of_column.len() - 1;
        self.owner[root] = Some(row);
        let (mut least, mut before) = (vec![i64::MAX; root], vec![root; root]);
        let mut is_used = vec![false; root + 1];
        let mut at = root;
        while let Some(owner) = self.owner[at] {
            is_used[at] = true;
            let (mut delta, mut nearest) = (i64::MAX, root);
            for column in (0..root).filter(|column| !is_used[*column]) {
                let reduced = self.costs[owner][column] - self.of_row[owner] - self.of_column[column];
                if reduced < least[column] {
                    (least[column], before[column]) = (reduced, at);
                }
                if least[column] < delta {
                    (delta, nearest) = (least[column], column);
                }
            }
            for column in 0..=root {
                if is_used[column] {
                    self.of_row[self.owner[column].expect("a used column has a row")] += delta;
                    self.of_column[column] -= delta;
                } else if column < root {
                    least[column] -= delta;
                }
            }
            at = nearest;
        }
        while at != root {
            let from = before[at];
            self.owner[at] = self.owner[from];
            at = from;
        }
        self.owner[root] = None;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_assert_eq, proptest};

    use super::assign;

    fn total(costs: &[Vec<i64>], given: &[usize]) -> i64 {
        given.iter().zip(costs).map(|(column, row)| row[*column]).sum()
    }

    /// The least total by trying everything.
    fn least(costs: &[Vec<i64>], free: u32) -> i64 {
        let Some((row, others)) = costs.split_first() else { return 0 };
        let columns = (0..row.len()).filter(|column| free & 1 << column != 0);
        columns.map(|column| row[column] + least(others, free & !(1 << column))).min().expect("a column is free")
    }

    #[test]
    fn the_nearest_first_is_not_always_the_best() {
        // The first need takes the unit at 1, which leaves the one at 14 to the second: 15. The other way round it is 2 + 3.
        let costs = vec![vec![1, 2], vec![3, 14]];
        let given = assign(&costs);
        assert_eq!((given.as_slice(), total(&costs, &given)), (&[1, 0][..], 5));
    }

    #[test]
    fn nothing_to_assign_is_nothing() {
        assert!(assign(&[]).is_empty());
        assert_eq!(assign(&[vec![7]]), [0]);
    }

    proptest! {
        #[test]
        fn no_other_assignment_is_cheaper(
            rows in prop::collection::vec(prop::collection::vec(0_i64..30, 6), 0..6),
            columns in 0_usize..6,
        ) {
            let width = rows.len() + columns.min(6 - rows.len());
            let costs: Vec<Vec<i64>> = rows.iter().map(|row| row[..width].to_vec()).collect();
            let given = assign(&costs);
            let mut distinct = given.clone();
            distinct.sort_unstable();
            distinct.dedup();
            prop_assert_eq!(distinct.len(), given.len());
            prop_assert_eq!(total(&costs, &given), least(&costs, (1 << width) - 1));
        }
    }
}
