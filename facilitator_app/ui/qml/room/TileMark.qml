// A mark of a tile: its own shape and its word.  It comes up slowly and stays until it is answered.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Shapes
import "../components"

RowLayout {
    id: mark

    required property Tile tile
    property string shape: ""
    property string word: ""
    readonly property real k: tile.k
    readonly property real r: tile.r
    property color tint: Theme.attention
    readonly property real size: 22 * k

    width: Math.min(implicitWidth + (tile.squeezed ? 4 : 8) * k, parent ? (parent as Item).width : implicitWidth)
    visible: word !== ""
    spacing: (tile.squeezed ? 5 : 7) * k
    opacity: visible ? 1 : 0

    Behavior on opacity { NumberAnimation { duration: Theme.turn } }

    Item {
        Layout.preferredWidth: mark.size
        Layout.preferredHeight: mark.size

        Shape {
            anchors.fill: parent
            visible: mark.shape === "triangle"
            preferredRendererType: Shape.CurveRenderer

            ShapePath {
                strokeWidth: 0
                strokeColor: "transparent"
                fillColor: mark.tint
                startX: mark.size / 2; startY: 1
                PathLine { x: mark.size - 1; y: mark.size - 2 }
                PathLine { x: 1; y: mark.size - 2 }
            }
        }
        Rectangle { visible: mark.shape === "square"; anchors.centerIn: parent; width: mark.size * 0.82; height: width; radius: 4; color: mark.tint }
        Glyph { visible: mark.shape === "clock"; anchors.centerIn: parent; glyphName: "clock"; size: mark.size; color: mark.tint }
        Rectangle { visible: mark.shape === "diamond"; anchors.centerIn: parent; width: mark.size * 0.68; height: width; rotation: 45; radius: 2; color: mark.tint }
        Say {
            visible: mark.shape === "triangle" || mark.shape === "diamond" || mark.shape === "square"
            anchors { centerIn: parent; verticalCenterOffset: mark.shape === "triangle" ? 2 * mark.k : 0 }
            font { pixelSize: Math.max(Theme.least, 15 * mark.k); weight: Font.DemiBold }
            color: Theme.ink
            text: "!"
            Accessible.ignored: true
        }
        Glyph { visible: mark.shape === "hand" || mark.shape === "door"; anchors.centerIn: parent; glyphName: mark.shape === "hand" ? "touch-consent" : "door"; size: mark.size; color: mark.tint }
    }

    Say {
        objectName: "mark"
        Layout.fillWidth: true
        font { pixelSize: mark.tile.squeezed ? Theme.least : Theme.caption * mark.r; weight: Font.Medium }
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.least
        color: mark.tint
        text: mark.tile.squeezed ? mark.word.split(/ · |: /)[0] : mark.word
        Accessible.ignored: true
    }
}
