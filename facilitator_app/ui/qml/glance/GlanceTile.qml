// One person from across the room.  Shape and words carry the state; the colour only helps.
pragma ComponentBehavior: Bound
import QtQuick
import "../components"

Rectangle {
    id: tile

    required property int seat
    required property string name
    required property string check
    required property real check_share
    required property string check_text
    required property string check_under
    required property string support
    required property string limit
    required property string touch
    required property bool touch_unasked
    required property string adverse
    required property string away
    required property string away_unnamed
    required property string out
    required property string tone
    required property string accessible
    required property string unnamed
    property bool veiled: false

    readonly property real u: Math.min(width / 405, height / 376)
    readonly property bool calm: tone === "calm" || tone === "out"
    readonly property color tint: tone === "attention" ? Theme.attention : tone === "overdue" ? Theme.overdue : tone === "soon" ? Theme.soon : Theme.settled
    readonly property var marks: (out !== "" ? [out] : [support, limit, veiled ? away_unnamed : away, hidden(adverse, qsTr("adverse.title")), hidden(touch_unasked ? "" : touch, qsTr("room_ui.touch")), check_under]).filter(mark => mark !== "")
    readonly property string told: marks[0] ?? ""
    readonly property var more: marks.length < 5 ? marks.slice(1) : [marks[1], marks[2], marks.slice(3).join(" · ")] // besides the first: seat and figure make room for them
    readonly property bool crowded: more.length > 0
    readonly property bool apart: height > 440 * u && told !== "" && line !== told // a tall tile has a line for each, larger
    readonly property string line: veiled || name === "" ? told : told === "" ? name : name + "  ·  " + told

    function hidden(mark: string, veil: string): string { // its words are a note
        return mark !== "" && veiled ? veil : mark;
    }

    radius: 24
    color: calm ? Theme.surface : Theme.raised
    border { width: calm ? 1 : Math.max(3, Math.round(5 * u)); color: calm ? Theme.line : tint }
    Accessible.role: Accessible.StaticText
    Accessible.name: veiled ? unnamed : accessible

    Behavior on border.color { ColorAnimation { duration: Theme.turn } }
    Behavior on color { ColorAnimation { duration: Theme.turn } }

    Say { anchors { left: parent.left; leftMargin: 26 * tile.u } y: 2 * tile.u; kind: "seat"; font.pixelSize: (tile.crowded ? 120 : 190) * tile.u; color: tile.calm ? Theme.mid : Theme.hi; text: tile.seat; Accessible.ignored: true }

    GlanceShape {
        anchors { right: parent.right; top: parent.top; margins: 30 * tile.u }
        width: (tile.crowded ? 96 : 120) * tile.u
        height: width
        tone: tile.tone
        share: tile.check_share
        tint: tile.tint
    }

    Column {
        visible: tile.crowded
        anchors { left: parent.left; right: parent.right; leftMargin: 30 * tile.u; rightMargin: 30 * tile.u }
        y: 128 * tile.u

        Repeater {
            model: tile.more

            Say {
                required property string modelData
                required property int index

                objectName: "glance." + tile.seat + ".more." + index
                width: parent.width
                height: 36 * tile.u
                verticalAlignment: Text.AlignVCenter
                font.pixelSize: 29 * tile.u
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 20 * tile.u
                elide: Text.ElideRight
                color: tile.calm ? Theme.mid : Theme.hi
                text: modelData
                Accessible.ignored: true
            }
        }
    }

    Say {
        objectName: "glance." + tile.seat + ".figure"
        anchors { left: parent.left; leftMargin: 28 * tile.u; bottom: parent.bottom; bottomMargin: (tile.apart ? 118 : tile.crowded ? 66 : 76) * tile.u }
        figures: true
        font { pixelSize: (tile.crowded ? 64 : 92) * tile.u; weight: Font.Medium; letterSpacing: -2 }
        color: tile.calm ? Theme.low : tile.tint
        text: tile.out !== "" ? "" : tile.check_text
        Accessible.ignored: true
    }

    Say {
        objectName: "glance." + tile.seat + ".name"
        anchors { left: parent.left; right: parent.right; leftMargin: 30 * tile.u; rightMargin: 30 * tile.u; bottom: parent.bottom; bottomMargin: (tile.apart ? 66 : 24) * tile.u }
        font.pixelSize: 40 * tile.u
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 26 * tile.u
        color: tile.calm ? Theme.low : Theme.hi
        text: tile.apart ? tile.name : tile.line
        Accessible.ignored: true
    }

    Say {
        objectName: "glance." + tile.seat + ".told"
        visible: tile.apart
        anchors { left: parent.left; right: parent.right; leftMargin: 30 * tile.u; rightMargin: 30 * tile.u; bottom: parent.bottom; bottomMargin: 20 * tile.u }
        font.pixelSize: 36 * tile.u
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 26 * tile.u
        color: tile.calm ? Theme.low : Theme.hi
        text: tile.told
        Accessible.ignored: true
    }
}
