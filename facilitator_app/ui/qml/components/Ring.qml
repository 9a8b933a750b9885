// A ring that fills towards a moment, with a few characters inside.  `portion` 0 to 1; a full ring is overdue.  The colour only helps.
import QtQuick
import QtQuick.Shapes

Item {
    id: ring

    property real portion: 0
    property color tone: Theme.settled
    property string text: ""
    property real thickness: 5
    readonly property real half: width / 2

    implicitWidth: 84
    implicitHeight: 84

    Shape {
        anchors.fill: parent
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: Theme.line
            strokeWidth: ring.thickness
            fillColor: "transparent"

            PathAngleArc { centerX: ring.half; centerY: ring.half; radiusX: ring.half - ring.thickness; radiusY: radiusX; startAngle: 0; sweepAngle: 360 }
        }

        ShapePath {
            strokeColor: ring.tone
            strokeWidth: ring.thickness
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap

            PathAngleArc { centerX: ring.half; centerY: ring.half; radiusX: ring.half - ring.thickness; radiusY: radiusX; startAngle: -90; sweepAngle: 360 * Math.max(0, Math.min(1, ring.portion)) }
        }
    }

    Say { anchors.centerIn: parent; kind: "caption"; figures: true; color: Theme.hi; text: ring.text }
}
