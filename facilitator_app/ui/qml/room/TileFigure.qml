// One figure with its name, its age and where it lies from the own baseline.  An old value fades and keeps its age; a word stands
// where there is no number.
pragma ComponentBehavior: Bound
import QtQuick
import "../components"

Item {
    id: figure

    required property Tile tile
    property string label: ""
    property string value: ""
    property string age: ""
    property string arrow: ""
    property string unit: ""
    property bool isStale: false
    property bool isWord: false
    property bool passed: false
    property bool spared: false // there is no room for it, and the same age stands beside it already
    property bool rowed: false // name, figure and age in one line
    property bool paired: false // with another one, without its age
    property bool toRight: false
    property real size: 30 // side by side; in a line the line's height says it
    readonly property real k: tile.k
    readonly property real r: tile.r
    readonly property real ageWidth: below.implicitWidth
    readonly property bool hasValue: value !== "–"
    readonly property bool moved: arrow === "up" || arrow === "down"
    readonly property real valueEnd: shown.x + shown.paintedWidth + (percent.visible ? percent.width + 3 : 0)
    readonly property color ink: isStale || !hasValue || tile.gone ? Theme.low : passed ? Theme.attention : Theme.hi // an old value beyond a limit fades as any other: its mark and its name tell of the limit

    Row {
        id: caption

        x: figure.toRight ? figure.width - width : 0
        y: figure.rowed ? (figure.height - height) / 2 : 0
        spacing: 4 * figure.k

        Say { font { pixelSize: Theme.caption * figure.r; weight: Font.Medium } color: figure.passed ? Theme.attention : Theme.mid; text: figure.label; Accessible.ignored: true }
        Rectangle { visible: figure.passed && !figure.rowed; anchors.verticalCenter: parent.verticalCenter; width: 9 * figure.k; height: width; rotation: 45; color: Theme.attention }
        Glyph {
            visible: figure.moved && !figure.rowed && figure.tile.ages
            anchors.verticalCenter: parent.verticalCenter
            glyphName: figure.arrow === "down" ? "arrow-down" : "arrow-up"
            size: Math.round(17 * figure.k)
            color: figure.ink
        }
    }

    Say {
        id: shown

        readonly property real indent: Math.max(figure.paired ? 0 : (figure.tile.stacked ? 54 : 60) * figure.k, caption.width + 4 * figure.k)
        readonly property real forAge: figure.paired ? 0 : figure.width - indent - old.implicitWidth - 8 // the value gets smaller before its age goes

        x: figure.rowed ? indent : 0
        y: figure.rowed ? 0 : 23 * figure.k
        width: figure.rowed && (!figure.isWord || figure.tile.squeezed) && smallest.advanceWidth * 1.2 <= forAge ? forAge : figure.width - x - (percent.visible && figure.toRight ? percent.implicitWidth + 2 : 0)
        height: figure.rowed ? figure.height : figure.size * 1.18
        figures: true
        font { pixelSize: figure.isWord ? Theme.caption * figure.r : figure.rowed ? Math.max(Theme.least, Math.min(30 * figure.k, figure.height * 0.84)) : figure.size; weight: figure.isStale ? Font.Normal : Font.Medium }
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.least
        wrapMode: figure.isWord && !figure.tile.squeezed ? Text.WordWrap : Text.NoWrap
        lineHeight: figure.isWord ? 0.85 : 1
        verticalAlignment: Text.AlignVCenter
        horizontalAlignment: figure.toRight ? Text.AlignRight : Text.AlignLeft
        color: figure.ink
        text: figure.isWord && figure.tile.squeezed ? figure.value.split(",")[0] : figure.value
        Accessible.ignored: true
    }
    TextMetrics { id: smallest; font { family: Theme.family; pixelSize: Theme.least; weight: Font.Medium } text: shown.text }
    Say {
        id: percent

        visible: figure.unit !== "" && figure.value.length === 2
        x: figure.toRight ? figure.width - width : shown.x + shown.paintedWidth + 3
        anchors.baseline: shown.baseline
        font.pixelSize: Math.max(Theme.least, 17 * figure.k)
        color: Theme.low
        text: figure.unit
        Accessible.ignored: true
    }
    Say {
        id: below

        objectName: "age"
        visible: figure.tile.ages && !figure.rowed && !figure.spared
        x: figure.toRight ? figure.width - width : 0
        y: figure.height - height
        figures: true
        font { pixelSize: Theme.caption * figure.r; weight: figure.isStale ? Font.Medium : Font.Normal }
        color: figure.isStale && !figure.tile.gone ? Theme.soon : Theme.low
        text: figure.age
        Accessible.ignored: true
    }
    Say {
        id: old

        objectName: "age"
        visible: figure.rowed && !figure.paired && x > figure.valueEnd + 6
        anchors { right: parent.right; verticalCenter: parent.verticalCenter }
        figures: true
        font.pixelSize: Math.max(Theme.least, 18 * figure.k)
        color: figure.isStale && !figure.tile.gone ? Theme.soon : Theme.low
        text: figure.age
        Accessible.ignored: true
    }
    Glyph { // in a line the arrow goes before the age does
        visible: figure.rowed && figure.moved && old.visible && x + width + 2 < old.x
        x: figure.valueEnd + 4
        anchors.verticalCenter: parent.verticalCenter
        glyphName: figure.arrow === "down" ? "arrow-down" : "arrow-up"
        size: Math.round(17 * figure.k)
        color: figure.ink
    }
}
