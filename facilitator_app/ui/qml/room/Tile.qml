// One person at a glance.  Every state stands by shape, word and place; the colour only helps.  Where room is short, last
// observation, arrows and ages go first; seat, name, state, check, marks and figures stay, and before they would not, tiles page.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import "../components"

T.AbstractButton {
    id: tile

    required property string person
    required property int seat
    required property string name
    required property string state_word
    required property string since_dose
    required property string first_dose
    required property string heart_rate
    required property string heart_rate_age
    required property string heart_rate_arrow
    required property bool heart_rate_stale
    required property bool heart_rate_word
    required property bool heart_rate_passed
    required property string pressure
    required property string pressure_age
    required property string pressure_arrow
    required property bool pressure_stale
    required property bool pressure_word
    required property bool pressure_passed
    required property string spo2
    required property string spo2_age
    required property string spo2_arrow
    required property bool spo2_stale
    required property bool spo2_word
    required property bool spo2_passed
    required property string check
    required property real check_share
    required property string check_text
    required property string check_under
    required property string support
    required property string limit
    required property string touch
    required property string touch_least
    required property bool touch_unasked
    required property string observation
    required property string observation_age
    required property string observation_picture
    required property string out
    required property string company
    required property string company_unnamed
    required property bool longest
    required property string away
    required property string away_unnamed
    required property bool away_long
    required property string adverse
    required property string mouth
    required property string tone
    required property bool chosen
    required property string accessible
    required property string unnamed

    property bool veiled: false
    readonly property string putOff: gone ? "" : check_under.split(" · ")[1] ?? "" // that it was, and how often, of a check that is due all the same
    readonly property real holds: Math.max(1, Math.min(width / 290, height / 196), Math.min(width / 200, height / 234), Math.min(width / 180, height / 258)) // as in arrange
    readonly property real shrink: count > 1 || check === "overdue" || height < 110 * Theme.factor ? Math.min(1, holds / Theme.factor) : 1 // before anything is lost
    readonly property real wide: width / shrink
    readonly property real high: height / shrink
    readonly property real w: wide / Theme.factor // the place there is, for text of the usual size
    readonly property real h: high / Theme.factor
    readonly property bool narrow: w < 240
    readonly property bool stacked: w < 200 || (w < 232 && h > 250) // narrow and tall: figures one below the other
    readonly property real r: stacked ? Math.max(0.86, Math.min(1, w / 208)) : Math.max(0.86, Math.min(w / 268, h / 286, 1.7)) // beside the sizes of the theme
    readonly property real k: r * Theme.factor
    readonly property real pad: narrow ? 11 : 14 * Math.min(1.3, r)
    readonly property bool flat: w >= 290 && h < 236 // wide and low: figures beside the marks
    readonly property int count: (support === "" ? 0 : 1) + (limit === "" ? 0 : 1) + (touch === "" ? 0 : 1) + (out === "" ? 0 : 1) + (away === "" ? 0 : 1) + (adverse === "" ? 0 : 1) + (mouth === "" ? 0 : 1) + (putOff === "" ? 0 : 1)
    readonly property bool squeezed: high - 2 * pad - head.least - (count * 24 + 4) * k < (flat ? 0 : figures.full) // marks say one word each
    readonly property int lines: squeezed ? 0 : Math.floor((high - 2 * pad - head.least - (count * 24 + 4) * k - (flat ? 0 : figures.full)) / (22 * k)) // for marks that need a second one
    readonly property real body: high - 2 * pad - head.least - 4 * k // what is left for marks and figures
    readonly property real forBody: flat ? Math.max(marks.implicitHeight, figures.least) : marks.implicitHeight + figures.least
    readonly property real free: body - forBody // what nothing needs
    readonly property real quiet: longest && company !== "" && free >= 34 * k ? 34 * k : 0 // nobody was with anybody for longer: said before ages and arrows are
    readonly property bool ages: free - quiet >= (figures.rowed ? 0 : 22 * k)
    readonly property real forAges: figures.rowed || !ages ? 0 : 22 * k
    readonly property real comfort: forAges + (figures.rowed ? 18 * k : 0) // and what the figures like to have
    readonly property bool firsts: first_dose !== "" && free - quiet >= comfort + head.forFirst
    readonly property real taken: comfort + (firsts ? head.forFirst : 0) + 8 * k
    readonly property bool accompanied: quiet > 0 || (company !== "" && free >= taken + 26 * k)
    readonly property bool seen: observation !== "" && free >= taken + (accompanied ? 52 : 26) * k
    readonly property real below: accompanied || seen ? 8 * k + (accompanied ? 26 * k : 0) + (seen ? 26 * k : 0) : 0
    readonly property bool gone: out !== ""
    readonly property color toneColor: tone === "attention" ? Theme.attention : tone === "overdue" ? Theme.overdue
        : tone === "soon" ? Theme.soon : tone === "out" ? Theme.mid : Theme.settled
    readonly property bool calls: tone === "attention" || tone === "overdue"

    focusPolicy: Qt.StrongFocus
    padding: pad * shrink
    Accessible.role: Accessible.Button
    Accessible.name: veiled ? unnamed : accessible
    Accessible.checked: chosen
    onPressAndHold: {} // a hand that rests is no touch: then lifting it clicks nothing
    Keys.onReturnPressed: tile.click()
    Keys.onSpacePressed: tile.click()

    background: Rectangle {
        radius: Theme.radius
        color: tile.chosen || tile.down ? Theme.raised : tile.gone ? Theme.bg : Theme.surface
        border.width: tile.visualFocus || tile.chosen ? 3 : tile.calls ? 2 : 1
        border.color: tile.visualFocus ? Theme.hi : tile.chosen ? Theme.accent : tile.calls ? tile.toneColor : Theme.line

        Behavior on color { ColorAnimation { duration: Theme.quick } }
        Behavior on border.color { ColorAnimation { duration: Theme.turn } }

        Rectangle {
            x: Theme.mirrored ? parent.width - width - 3 : 3
            y: Theme.radius
            width: tile.narrow ? 4 : 5
            height: parent.height - 2 * Theme.radius
            radius: width / 2
            color: tile.toneColor
            opacity: tile.calls ? 1 : 0

            Behavior on opacity { NumberAnimation { duration: Theme.turn } }
        }
    }

    contentItem: Item {
        ColumnLayout {
            width: parent.width / tile.shrink
            height: parent.height / tile.shrink
            scale: tile.shrink
            transformOrigin: Item.TopLeft
            spacing: 0

            TileHead { id: head; Layout.fillWidth: true; tile: tile }

            Item {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.topMargin: 4 * tile.k

                TileMarks {
                    id: marks

                    tile: tile
                    inner: (tile.flat ? 0.54 : 1) * (tile.wide - 2 * tile.pad)
                    body: tile.body
                    figures: figures
                }

                TileFigures {
                    id: figures

                    x: tile.flat && !Theme.mirrored ? parent.width - width : 0
                    y: tile.flat ? 0 : parent.height - height
                    width: tile.flat ? parent.width * 0.44 : parent.width
                    height: implicitHeight
                    tile: tile
                    paired: marks.pairs
                    close: marks.close
                }
            }

            ColumnLayout {
                visible: tile.accompanied || (tile.seen && !tile.veiled)
                Layout.fillWidth: true
                Layout.topMargin: 6 * tile.k
                spacing: 3 * tile.k

                Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Theme.line }

                RowLayout {
                    visible: tile.accompanied
                    spacing: 8 * tile.k

                    Glyph { visible: !tile.narrow; glyphName: "person"; size: Math.round(21 * tile.k); color: tile.longest ? Theme.soon : Theme.mid }
                    Say { Layout.fillWidth: true; kind: "caption"; figures: true; font { pixelSize: Theme.caption * tile.r; weight: tile.longest ? Font.DemiBold : Font.Normal } fontSizeMode: Text.HorizontalFit; minimumPixelSize: Theme.least; color: tile.longest ? Theme.soon : Theme.mid; text: tile.veiled ? tile.company_unnamed : tile.company; Accessible.ignored: true }
                }
                RowLayout {
                    visible: tile.seen && !tile.veiled
                    spacing: 8 * tile.k

                    Glyph { visible: !tile.narrow; glyphName: tile.observation_picture; size: Math.round(21 * tile.k); color: Theme.mid }
                    Say { Layout.fillWidth: true; kind: "caption"; font.pixelSize: Theme.caption * tile.r; text: tile.observation; Accessible.ignored: true }
                    Say { kind: "caption"; figures: true; font.pixelSize: Theme.caption * tile.r; color: Theme.low; text: tile.observation_age; Accessible.ignored: true }
                }
            }
        }
    }
}
