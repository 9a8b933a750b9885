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
    property real size: 30
    property bool toRight: false
    readonly property real k: tile.k
    readonly property bool beside: tile.stacked // name, figure and age in one line
    readonly property bool hasValue: value !== "–"
    property bool spared: false // the same age stands beside it already
    readonly property bool moved: arrow === "up" || arrow === "down"
    readonly property color ink: passed ? Theme.attention : isStale || !hasValue || tile.gone ? Theme.low : Theme.hi

    Row {
        id: caption

        x: figure.toRight ? figure.width - width : 0
        y: figure.beside ? (figure.height - height) / 2 : 0
        spacing: 4 * figure.k

        Say { font { pixelSize: Theme.caption * figure.k; weight: Font.Medium } color: figure.passed ? Theme.attention : Theme.mid; text: figure.label; Accessible.ignored: true }
        Rectangle { visible: figure.passed && !figure.beside; anchors.verticalCenter: parent.verticalCenter; width: 9 * figure.k; height: width; rotation: 45; color: Theme.attention }
        Glyph {
            visible: figure.moved && !figure.beside
            anchors.verticalCenter: parent.verticalCenter
            glyphName: figure.arrow === "down" ? "arrow-down" : "arrow-up"
            size: Math.round(17 * figure.k)
            color: figure.ink
        }
    }

    Say {
        id: shown

        readonly property real indent: 62 * figure.k

        x: figure.beside ? indent : 0
        y: figure.beside ? 0 : 23 * figure.k
        width: figure.width * (figure.isWord && !figure.beside ? 0.94 : 1) - x - (percent.visible && figure.toRight ? percent.implicitWidth + 2 : 0)
        height: figure.beside ? figure.height : figure.size * 1.18
        figures: true
        font { pixelSize: figure.isWord ? 17 * figure.k : figure.size; weight: figure.isStale ? Font.Normal : Font.Medium }
        fontSizeMode: Text.Fit
        minimumPixelSize: 14
        wrapMode: figure.isWord ? Text.WordWrap : Text.NoWrap
        elide: Text.ElideNone
        lineHeight: figure.isWord ? 0.85 : 1
        verticalAlignment: Text.AlignVCenter
        horizontalAlignment: figure.toRight ? Text.AlignRight : Text.AlignLeft
        color: figure.ink
        text: figure.value
        Accessible.ignored: true
    }
    Say {
        id: percent

        visible: figure.unit !== "" && figure.value.length === 2
        x: figure.toRight ? figure.width - width : shown.x + shown.paintedWidth + 3
        anchors.baseline: shown.baseline
        font.pixelSize: 17 * figure.k
        color: Theme.low
        text: figure.unit
        Accessible.ignored: true
    }
    Say {
        visible: figure.tile.ages && !figure.beside && !figure.spared
        x: figure.toRight ? figure.width - width : 0
        y: figure.height - height
        figures: true
        font { pixelSize: Theme.caption * figure.k; weight: figure.isStale ? Font.Medium : Font.Normal }
        color: figure.isStale && !figure.tile.gone ? Theme.soon : Theme.low
        text: figure.age
        Accessible.ignored: true
    }
    Say {
        visible: figure.beside && x > shown.x + shown.paintedWidth + (percent.visible ? 26 : 8)
        anchors { right: parent.right; verticalCenter: parent.verticalCenter }
        figures: true
        font.pixelSize: 18 * figure.k
        color: figure.isStale && !figure.tile.gone ? Theme.soon : Theme.low
        text: figure.age
        Accessible.ignored: true
    }
}
