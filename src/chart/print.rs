//! From a sheet to a picture: plotters writes the SVG, text becomes outlines, resvg renders the PNG from that SVG.
//!
//! plotters knows whole pixels only, so the sheet is drawn on a grid four times as fine and shown at a quarter of the size.

use plotters::backend::SVGBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{RGBColor, ShapeStyle};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use crate::chart::bilingual::Bilingual;
use crate::chart::font;
use crate::chart::ink::Ink;
use crate::chart::outline::Outlines;
use crate::chart::picture::{ChartError, Picture};
use crate::chart::sheet::{Anchor, HEIGHT_MAX, Point, Shape, Sheet, WIDTH};
use crate::chart::style::{Style, SvgText};

/// Grid points to a pixel.
const FINE: f64 = 4.0;
/// Pixels of the PNG to a pixel of the SVG.
const PNG_SCALE: f64 = 2.0;
/// Pixels of the tallest PNG; a taller picture is rendered smaller, so that memory lasts.
const PNG_HEIGHT_MAX: f64 = 16_000.0;
/// plotters hangs a text that is anchored at its top this many em above its baseline.
const TOP_EM: f64 = 0.76;
/// The fonts that an SVG with text asks for.
const FONT_LIST: &str = "'Noto Sans SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif";

/// Prints a sheet with a title and a description for those who cannot see it.
///
/// # Errors
/// When the font, plotters or the renderer fail; never because of the shapes.
pub fn print(sheet: &Sheet, style: &Style, title: &Bilingual, description: &str) -> Result<Picture, ChartError> {
    if !font::is_ready() {
        return Err(ChartError::Font);
    }
    let (width, height) = (WIDTH, libm::ceil(sheet.height.clamp(40.0, HEIGHT_MAX)));
    let open = format!(
        "<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {} {}\" xmlns=\"http://www.w3.org/2000/svg\" \
         xmlns:xlink=\"http://www.w3.org/1999/xlink\" role=\"img\">\n\
         <title>{}</title>\n<desc>{}</desc>\n",
        width * FINE,
        height * FINE,
        escape(&title.joined()),
        escape(description)
    );
    let size = (grid_size(width), grid_size(height));
    let outlined = format!("{open}{}", draw(sheet, size, SvgText::Outlines)?);
    let tree = Tree::from_str(&outlined, &Options::default()).map_err(|error| ChartError::Svg(error.to_string()))?;
    let png = render(&tree, width, height)?;
    let svg = match style.svg_text {
        SvgText::Outlines => outlined,
        SvgText::Names => format!("{open}{}", draw(sheet, size, SvgText::Names)?),
    };
    Ok(Picture { svg, png })
}

fn render(tree: &Tree, width: f64, height: f64) -> Result<Vec<u8>, ChartError> {
    let scale = PNG_SCALE.min(PNG_HEIGHT_MAX / height);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped by the caller")]
    let pixels = |length: f64| libm::ceil(length * scale) as u32;
    let size = (pixels(width), pixels(height));
    let mut pixmap = Pixmap::new(size.0, size.1).ok_or_else(|| ChartError::Png(format!("no room for {size:?} pixels")))?;
    #[expect(clippy::cast_possible_truncation, reason = "a small factor")]
    let scale = scale as f32;
    resvg::render(tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| ChartError::Png(error.to_string()))
}

type Paper<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// The body of the document and its end; what plotters writes before is left to the caller.
fn draw(sheet: &Sheet, size: (u32, u32), svg_text: SvgText) -> Result<String, ChartError> {
    let mut svg = String::new();
    let mut outlines = Outlines::default();
    let paper = SVGBackend::with_string(&mut svg, size).into_drawing_area();
    paper.fill(&colour(Ink::WHITE)).map_err(|error| ChartError::Drawing(error.to_string()))?;
    for shape in &sheet.shapes {
        match (shape, svg_text) {
            (Shape::Text(text, (x, y), em, anchor, ink), SvgText::Outlines) => {
                outlines.place(text, (x * FINE, y * FINE), em * FINE, *anchor, *ink);
            }
            _ => draw_shape(&paper, shape).map_err(ChartError::Drawing)?,
        }
    }
    paper.present().map_err(|error| ChartError::Drawing(error.to_string()))?;
    drop(paper);
    let body = svg.find(">\n").map_or("", |end| &svg[end + 2..]);
    Ok(match svg_text {
        SvgText::Outlines => body.trim_end().trim_end_matches("</svg>").to_owned() + &outlines.finish() + "</svg>\n",
        SvgText::Names => body.replace(&format!("font-family=\"{}\"", font::FAMILY), &format!("font-family=\"{FONT_LIST}\"")),
    })
}

fn draw_shape(paper: &Paper<'_>, shape: &Shape) -> Result<(), String> {
    let drawn = match shape {
        Shape::Rectangle(area, ink) => {
            let corners = [grid((area.x, area.y)), grid((area.x + area.width, area.y + area.height))];
            paper.draw(&Rectangle::new(corners, filled(*ink)))
        }
        Shape::Line(points, ink, width) => {
            let style = ShapeStyle { color: colour(*ink).into(), filled: false, stroke_width: grid_size(*width).max(1) };
            paper.draw(&PathElement::new(grid_all(points), style))
        }
        Shape::Polygon(points, ink) => paper.draw(&Polygon::new(grid_all(points), filled(*ink))),
        Shape::Disc(centre, radius, ink) => paper.draw(&Circle::new(grid(*centre), grid_size(*radius), filled(*ink))),
        Shape::Text(text, (x, y), em, anchor, ink) => {
            let position = match anchor {
                Anchor::Start => HPos::Left,
                Anchor::Middle => HPos::Center,
                Anchor::End => HPos::Right,
            };
            let style = font::sized(em * FINE).color(&colour(*ink)).pos(Pos::new(position, VPos::Top));
            paper.draw_text(text, &style, grid((*x, *y - TOP_EM * em)))
        }
    };
    drawn.map_err(|error| error.to_string())
}

fn colour(ink: Ink) -> RGBColor {
    RGBColor(ink.0, ink.1, ink.2)
}

fn filled(ink: Ink) -> ShapeStyle {
    ShapeStyle { color: colour(ink).into(), filled: true, stroke_width: 0 }
}

#[expect(clippy::cast_possible_truncation, reason = "the sheet keeps its points within a few thousand pixels")]
fn grid((x, y): Point) -> (i32, i32) {
    (libm::round(x * FINE) as i32, libm::round(y * FINE) as i32)
}

fn grid_all(points: &[Point]) -> Vec<(i32, i32)> {
    points.iter().copied().map(grid).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lengths are clamped and not negative")]
fn grid_size(length: f64) -> u32 {
    libm::round(length.clamp(0.0, HEIGHT_MAX) * FINE) as u32
}

fn escape(text: &str) -> String {
    let clean = text.chars().filter(|c| !c.is_control());
    clean.fold(String::new(), |mut escaped, c| {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            other => escaped.push(other),
        }
        escaped
    })
}

#[cfg(test)]
mod tests {
    use super::print;
    use crate::chart::bilingual::Bilingual;
    use crate::chart::ink::Ink;
    use crate::chart::sheet::{Anchor, Area, Sheet};
    use crate::chart::style::{Style, SvgText};

    fn sheet() -> Sheet {
        let mut sheet = Sheet { height: 80.0, ..Sheet::default() };
        sheet.rectangle(Area { x: 10.0, y: 10.0, width: f64::NAN, height: 5.0 }, Ink::BLUE);
        sheet.line(&[(0.0, 0.0), (f64::INFINITY, 3.0)], Ink::BLUE, 1.0);
        sheet.rectangle(Area { x: 10.0, y: 10.0, width: 1e300, height: 5.0 }, Ink::BLUE);
        sheet.text("霍山 <A & B>", (20.0, 40.0), 14.0, Anchor::Start, Ink::TEXT);
        sheet
    }

    #[test]
    fn the_same_sheet_gives_the_same_bytes() {
        let (style, title) = (Style::default(), Bilingual::same("t"));
        let twice = [0, 1].map(|_| print(&sheet(), &style, &title, "d").expect("a picture"));
        assert_eq!(twice[0], twice[1]);
        assert_eq!(&twice[0].png[1..4], b"PNG");
    }

    #[test]
    fn text_is_outlined_by_default_and_kept_on_demand() {
        let title = Bilingual::same("A < B");
        let outlines = print(&sheet(), &Style::default(), &title, "what & why").expect("a picture").svg;
        assert!(!outlines.contains("<text"), "{outlines}");
        let style = Style { svg_text: SvgText::Names, ..Style::default() };
        let names = print(&sheet(), &style, &title, "what & why").expect("a picture").svg;
        assert!(names.contains("霍山 &lt;A &amp; B&gt;") && names.contains("'Source Han Sans SC'"), "{names}");
        for svg in [outlines, names] {
            assert!(svg.contains("<title>A &lt; B</title>\n<desc>what &amp; why</desc>"), "{svg}");
            assert!(svg.contains("viewBox=\"0 0 3680 320\"") || svg.contains("height=\"80\""), "{svg}");
        }
    }
}
