// The state by its shape alone: an open circle (calm), an arc that runs out (soon), a filled disc (overdue), a triangle (attention),
// a diamond (a limit passed, and nobody called).
import QtQuick
import QtQuick.Shapes
import "../components"

Item {
    id: shape

    property string tone: "calm"
    property real share: 0
    property color tint: Theme.settled
    readonly property real u: width / 120

    Rectangle { visible: shape.tone === "calm"; anchors { fill: parent; margins: 18 * shape.u } radius: width / 2; color: "transparent"; border { width: 10 * shape.u; color: shape.tint } }
    Ring { visible: shape.tone === "soon"; anchors { fill: parent; margins: 8 * shape.u } portion: shape.share; tone: shape.tint; thickness: 12 * shape.u }

    Rectangle {
        visible: shape.tone === "overdue"
        anchors { fill: parent; margins: 12 * shape.u }
        radius: width / 2
        color: shape.tint

        Say { visible: shape.width >= 18; anchors.centerIn: parent; kind: "strong"; font.pixelSize: Math.max(16, 74 * shape.u); color: Theme.ink; text: "!"; Accessible.ignored: true }
    }

    Shape {
        visible: shape.tone === "attention"
        anchors.fill: parent
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeWidth: 0
            fillColor: shape.tint
            startX: 60 * shape.u
            startY: 10 * shape.u

            PathLine { x: 114 * shape.u; y: 108 * shape.u }
            PathLine { x: 6 * shape.u; y: 108 * shape.u }
            PathLine { x: 60 * shape.u; y: 10 * shape.u }
        }

        Say { visible: shape.width >= 20; anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: 10 * shape.u } kind: "strong"; font.pixelSize: Math.max(16, 58 * shape.u); color: Theme.ink; text: "!"; Accessible.ignored: true }
    }

    Rectangle { visible: shape.tone === "limit"; anchors.centerIn: parent; width: 70 * shape.u; height: width; rotation: 45; color: shape.tint }

    Glyph { visible: shape.tone === "out"; anchors.centerIn: parent; glyphName: "door"; size: 84 * shape.u; color: Theme.mid }
}
