// One person at a glance.  Every state stands by shape, word and place; the colour only helps.  Where room is short, last
// observation, ages and arrows go first, never seat, name, state, check and marks.
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
    required property string observation
    required property string observation_age
    required property string observation_picture
    required property string out
    required property string company
    required property bool longest
    required property string away
    required property bool away_long
    required property string tone
    required property bool chosen
    required property string accessible
    required property string unnamed

    property bool veiled: false
    readonly property bool tiny: width < 185
    readonly property bool stacked: tiny || (width < 232 && height > 250) // narrow and tall: figures one below the other
    readonly property bool narrow: width < 240
    readonly property real k: stacked ? Math.max(0.84, Math.min(1, width / 208)) : Math.max(0.88, Math.min(width / 268, height / 286, 1.7))
    readonly property real ringK: tiny ? 0.7 : narrow ? 0.8 : k
    readonly property real pad: narrow ? 11 : 14 * Math.min(1.3, k)
    readonly property int marks: (support === "" ? 0 : 1) + (limit === "" ? 0 : 1) + (touch === "" ? 0 : 1) + (out === "" ? 0 : 1) + (away === "" ? 0 : 1)
    readonly property real least: (tiny ? 200 + 26 * marks : stacked ? 222 + 26 * marks : 146 + 27 * marks) * k + 2 * pad
    readonly property bool ages: height >= least + 22 * k
    readonly property bool accompanied: height >= least + 62 * k && company !== ""
    readonly property bool seen: height >= least + (accompanied ? 88 : 62) * k && observation !== ""
    readonly property bool gone: out !== ""
    readonly property color toneColor: tone === "attention" ? Theme.attention : tone === "overdue" ? Theme.overdue
        : tone === "soon" ? Theme.soon : tone === "out" ? Theme.mid : Theme.settled
    readonly property bool calls: tone === "attention" || tone === "overdue"

    focusPolicy: Qt.StrongFocus
    padding: pad
    Accessible.role: Accessible.Button
    Accessible.name: veiled ? unnamed : accessible
    Accessible.checked: chosen
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
            x: 3
            y: Theme.radius
            width: tile.narrow ? 4 : 5
            height: parent.height - 2 * Theme.radius
            radius: width / 2
            color: tile.toneColor
            opacity: tile.calls ? 1 : 0

            Behavior on opacity { NumberAnimation { duration: Theme.turn } }
        }
    }

    contentItem: ColumnLayout {
        spacing: 0

        TileHead { Layout.fillWidth: true; tile: tile }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.topMargin: 4 * tile.k
            spacing: 1

            TileMark { shape: "door"; word: tile.out; k: tile.k; tint: Theme.hi }
            TileMark { shape: "door"; word: !tile.veiled || tile.away === "" ? tile.away : qsTr("company.heading"); k: tile.k; tint: tile.away_long ? Theme.overdue : Theme.soon }
            TileMark { shape: "triangle"; word: tile.support; k: tile.k; tint: Theme.attention }
            TileMark { shape: "diamond"; word: tile.limit; k: tile.k; tint: Theme.attention }
            TileMark { shape: "hand"; word: tile.touch === "" || !tile.veiled ? tile.touch : qsTr("room_ui.touch"); k: tile.k; tint: Theme.soon }
        }

        Item { Layout.fillHeight: true }

        TileFigures { Layout.fillWidth: true; visible: !tile.tiny || tile.height >= tile.least - 8; tile: tile }

        ColumnLayout {
            visible: (tile.seen || tile.accompanied) && !tile.veiled
            Layout.fillWidth: true
            Layout.topMargin: 8 * tile.k
            spacing: 4 * tile.k

            Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Theme.line }

            RowLayout {
                visible: tile.accompanied
                spacing: 8 * tile.k

                Glyph { visible: !tile.narrow; glyphName: "person"; size: Math.round(21 * tile.k); color: tile.longest ? Theme.soon : Theme.mid }
                Say { Layout.fillWidth: true; kind: "caption"; figures: true; font { pixelSize: Theme.caption * tile.k; weight: tile.longest ? Font.DemiBold : Font.Normal } color: tile.longest ? Theme.soon : Theme.mid; text: tile.company; Accessible.ignored: true }
            }
            RowLayout {
                visible: tile.seen
                spacing: 8 * tile.k

                Glyph { visible: !tile.narrow; glyphName: tile.observation_picture; size: Math.round(21 * tile.k); color: Theme.mid }
                Say { Layout.fillWidth: true; kind: "caption"; font.pixelSize: Theme.caption * tile.k; text: tile.observation; Accessible.ignored: true }
                Say { kind: "caption"; figures: true; font.pixelSize: Theme.caption * tile.k; color: Theme.low; text: tile.observation_age; Accessible.ignored: true }
            }
        }
    }
}
