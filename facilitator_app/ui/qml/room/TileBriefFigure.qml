// One figure of a brief tile: alone in its line with name and age, or beside the others as far as there is room.
import QtQuick
import "../components"

Item {
    id: figure

    required property TileBrief tile
    required property int place
    property real middle: 0 // where it begins between two others
    property string value
    property string age
    property bool stale: false
    property bool isWord: false
    property bool passed: false
    readonly property int row: tile.figured.findIndex(line => line.includes(place))
    readonly property var mates: tile.figured[row] ?? []
    readonly property bool rowed: mates.length === 1
    readonly property bool named: rowed || tile.across_of(mates, true) <= tile.inner
    readonly property string said: isWord ? value.split(",")[0] : tile.values[place]
    readonly property real column: Math.max(46 * tile.f, name.implicitWidth + 6)
    readonly property real start: !named ? 0 : rowed && column + tile.long(said) * 1.13 + old.implicitWidth + 8 <= tile.inner ? column : name.implicitWidth + 6
    readonly property color ink: stale || value === "–" || tile.out !== "" ? Theme.low : passed ? Theme.attention : Theme.hi

    visible: row >= 0
    x: place === mates[0] ? 0 : place === mates[mates.length - 1] ? tile.inner - width : middle
    y: row * tile.line
    width: rowed ? tile.inner : start + tile.long(said) + 2
    height: tile.line

    Say { id: name; visible: figure.named; anchors.verticalCenter: parent.verticalCenter; font { pixelSize: figure.tile.least; weight: Font.Medium } color: figure.passed ? Theme.attention : Theme.mid; text: figure.tile.labels[figure.place]; Accessible.ignored: true }
    Say { x: figure.start; width: Math.max(0, parent.width - x - (old.visible ? old.width + 4 : 0)); anchors.verticalCenter: parent.verticalCenter; figures: true; font { pixelSize: figure.rowed && !figure.isWord ? Math.round(18 * figure.tile.f) : figure.tile.least; weight: figure.stale ? Font.Normal : Font.Medium } fontSizeMode: Text.HorizontalFit; minimumPixelSize: figure.tile.least; color: figure.ink; text: figure.said; Accessible.ignored: true }
    Say { id: old; objectName: "age"; visible: figure.rowed && figure.age !== "" && figure.start + figure.tile.long(figure.said) + implicitWidth + 4 <= figure.tile.inner; anchors { right: parent.right; verticalCenter: parent.verticalCenter } figures: true; font.pixelSize: figure.tile.least; color: figure.stale && figure.tile.out === "" ? Theme.soon : Theme.low; text: figure.age; Accessible.ignored: true }
}
