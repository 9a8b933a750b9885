// Time to the next check.  Waiting: a thin arc that runs out.  Due: a full ring.  Overdue: a filled disc with "!" and by how
// much.  Put off: a ring of dots.  The word stands below.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import "../components"

Column {
    id: ring

    property string check: "none"
    property real share: 0
    property string inside: ""
    property string under: ""
    property real k: 1
    readonly property real r: k / Theme.factor
    readonly property bool isOver: check === "overdue"
    readonly property real across: 70 * k
    readonly property color tint: isOver ? Theme.overdue : check === "soon" || check === "due" ? Theme.soon : check === "deferred" ? Theme.mid : Theme.settled

    spacing: 0
    width: Math.max(across, 78 * k)

    Item {
        width: ring.across
        height: ring.across
        anchors.horizontalCenter: parent.horizontalCenter

        Rectangle {
            anchors.fill: parent
            radius: width / 2
            color: Theme.overdue
            opacity: ring.isOver ? 1 : 0

            Behavior on opacity { NumberAnimation { duration: Theme.turn } }
        }

        Shape {
            anchors.fill: parent
            visible: !ring.isOver
            preferredRendererType: Shape.CurveRenderer

            ShapePath {
                strokeColor: ring.check === "deferred" ? Theme.controlLine : Theme.line
                strokeWidth: 4 * ring.k
                fillColor: "transparent"
                capStyle: ShapePath.FlatCap
                strokeStyle: ring.check === "deferred" ? ShapePath.DashLine : ShapePath.SolidLine
                dashPattern: [1.2, 1.4]

                PathAngleArc { centerX: ring.across / 2; centerY: ring.across / 2; radiusX: ring.across / 2 - 3 * ring.k; radiusY: radiusX; startAngle: 0; sweepAngle: 360 }
            }
            ShapePath {
                strokeColor: ring.tint
                strokeWidth: (ring.check === "due" ? 6 : 4) * ring.k
                fillColor: "transparent"
                capStyle: ShapePath.RoundCap

                PathAngleArc { centerX: ring.across / 2; centerY: ring.across / 2; radiusX: ring.across / 2 - 3 * ring.k; radiusY: radiusX; startAngle: -90; sweepAngle: 360 * ring.share }
            }
        }

        Column {
            anchors.centerIn: parent

            Say {
                visible: ring.isOver || (ring.check === "due" && ring.inside === "")
                anchors.horizontalCenter: parent.horizontalCenter
                font { pixelSize: 26 * ring.k; weight: Font.DemiBold }
                lineHeight: 0.9
                color: ring.isOver ? Theme.ink : Theme.soon
                text: "!"
                Accessible.ignored: true
            }
            Say {
                visible: ring.inside !== ""
                width: ring.across - 8 * ring.k
                horizontalAlignment: Text.AlignHCenter
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.least
                figures: true
                font { pixelSize: Math.max(Theme.least, Theme.caption * ring.r); weight: ring.isOver ? Font.DemiBold : Font.Medium }
                color: ring.isOver ? Theme.ink : Theme.hi
                text: ring.inside
                Accessible.ignored: true
            }
        }
    }

    Say {
        visible: ring.under !== ""
        anchors.horizontalCenter: parent.horizontalCenter
        font { pixelSize: Math.max(Theme.least, Theme.caption * ring.r); weight: Font.Medium }
        color: ring.tint
        text: ring.under
        Accessible.ignored: true
    }
}
