//! A sheet of shapes in pixels. Putting a shape on it cannot fail: what is not finite is left out, what is far off is pulled in.

use crate::chart::bilingual::Bilingual;
use crate::chart::ink::Ink;
use crate::chart::text;

/// The width of every picture, pixels.
pub const WIDTH: f64 = 920.0;
/// The blank margin at the left and right, pixels.
pub const MARGIN: f64 = 30.0;
/// The height at which every picture ends, pixels.
pub const HEIGHT_MAX: f64 = 60_000.0;
/// The size of the second language as a part of the first.
pub const SECOND_SIZE: f64 = 0.84;

/// A point, pixels from the upper left corner.
pub type Point = (f64, f64);

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// Which part of a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// One shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A filled rectangle.
    Rectangle(Area, Ink),
    /// An open line of a width.
    Line(Vec<Point>, Ink, f64),
    /// A filled outline.
    Polygon(Vec<Point>, Ink),
    /// A filled circle.
    Disc(Point, f64, Ink),
    /// A text on its baseline: point, em, anchor.
    Text(String, Point, f64, Anchor, Ink),
}

/// The shapes of a picture, in the order of drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// The height, known when all is laid out.
    pub height: f64,
    /// The shapes.
    pub shapes: Vec<Shape>,
}

fn sane((x, y): Point) -> Option<Point> {
    (x.is_finite() && y.is_finite()).then(|| (x.clamp(-100.0, WIDTH + 100.0), y.clamp(-100.0, HEIGHT_MAX)))
}

fn sane_all(points: &[Point]) -> Option<Vec<Point>> {
    points.iter().copied().map(sane).collect()
}

impl Sheet {
    /// A filled rectangle; the corners may be given in any order.
    pub fn rectangle(&mut self, area: Area, ink: Ink) {
        let corners = (sane((area.x, area.y)), sane((area.x + area.width, area.y + area.height)));
        if let (Some((x0, y0)), Some((x1, y1))) = corners {
            let area = Area { x: x0.min(x1), y: y0.min(y1), width: (x1 - x0).abs(), height: (y1 - y0).abs() };
            self.shapes.push(Shape::Rectangle(area, ink));
        }
    }

    /// The outline of a rectangle.
    pub fn outline(&mut self, area: Area, ink: Ink, width: f64) {
        let (right, bottom) = (area.x + area.width, area.y + area.height);
        self.line(&[(area.x, area.y), (right, area.y), (right, bottom), (area.x, bottom), (area.x, area.y)], ink, width);
    }

    /// A line through points.
    pub fn line(&mut self, points: &[Point], ink: Ink, width: f64) {
        if let Some(points) = sane_all(points).filter(|points| points.len() > 1) {
            self.shapes.push(Shape::Line(points, ink, width));
        }
    }

    /// A dashed straight line.
    pub fn dashed(&mut self, from: Point, to: Point, ink: Ink, width: f64) {
        const DASH: f64 = 4.0;
        const PERIOD: f64 = 7.0;
        let (Some(from), Some(to)) = (sane(from), sane(to)) else { return };
        let length = libm::hypot(to.0 - from.0, to.1 - from.1);
        let at = |way: f64| {
            let share = (way / length).min(1.0);
            (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
        };
        let mut way = 0.0;
        while way < length {
            self.line(&[at(way), at(way + DASH)], ink, width);
            way += PERIOD;
        }
    }

    /// A filled outline.
    pub fn polygon(&mut self, points: &[Point], ink: Ink) {
        if let Some(points) = sane_all(points).filter(|points| points.len() > 2) {
            self.shapes.push(Shape::Polygon(points, ink));
        }
    }

    /// A filled circle.
    pub fn disc(&mut self, centre: Point, radius: f64, ink: Ink) {
        if let Some(centre) = sane(centre) {
            self.shapes.push(Shape::Disc(centre, radius, ink));
        }
    }

    /// A text on its baseline.
    pub fn text(&mut self, text: &str, at: Point, em: f64, anchor: Anchor, ink: Ink) {
        if let Some(at) = sane(at).filter(|_| !text.is_empty()) {
            self.shapes.push(Shape::Text(text::legible(text), at, em, anchor, ink));
        }
    }

    /// Both languages on one line within `room` pixels, the second smaller and grey; it gives way first. Returns the width.
    pub fn both(&mut self, label: &Bilingual, at: Point, em: f64, room: f64) -> f64 {
        let first = text::shorten(&label.first, em, room);
        let used = text::width(&first, em);
        self.text(&first, at, em, Anchor::Start, Ink::TEXT);
        let (gap, small) = (em * 0.5, em * SECOND_SIZE);
        let second = text::shorten(&label.second, small, room - used - gap);
        if second.is_empty() {
            return used;
        }
        self.text(&second, (at.0 + used + gap, at.1), small, Anchor::Start, Ink::SECOND);
        used + gap + text::width(&second, small)
    }

    /// Both languages on two lines around the height `at.1`, the second smaller and grey, each shortened to `room`.
    pub fn stacked(&mut self, label: &Bilingual, at: Point, em: f64, room: f64, anchor: Anchor) {
        let small = em * SECOND_SIZE;
        let first = text::shorten(&label.first, em, room);
        if label.second.is_empty() {
            self.text(&first, (at.0, at.1 + em * 0.36), em, anchor, Ink::TEXT);
            return;
        }
        self.text(&first, (at.0, at.1 - em * 0.12), em, anchor, Ink::TEXT);
        self.text(&text::shorten(&label.second, small, room), (at.0, at.1 + em * 0.98), small, anchor, Ink::SECOND);
    }
}
