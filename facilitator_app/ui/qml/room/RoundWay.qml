// Where the round is: seat and place in words, and a mark for each seat that tells by its shape what became of it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

RowLayout {
    id: way

    required property VitalsRound around
    property bool tight: false

    spacing: tight ? 0 : 4

    Say { objectName: "round.place"; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; font.pixelSize: way.tight ? Math.round(17 * Theme.factor) : Theme.caption; text: way.around.place }

    Repeater {
        model: way.around.stops

        Item {
            id: stop

            required property int seat
            required property string mark
            required property bool here
            required property string spoken

            objectName: "round.stop." + seat
            implicitWidth: way.tight ? 18 : 20
            implicitHeight: 20
            Accessible.role: Accessible.Indicator
            Accessible.name: spoken

            Rectangle {
                anchors.centerIn: parent
                visible: stop.mark === "to_come"
                width: stop.here ? 16 : 10
                height: width
                radius: width / 2
                color: "transparent"
                border { width: 2; color: stop.here ? Theme.accent : Theme.low }
            }
            Glyph { anchors.centerIn: parent; visible: stop.mark === "saved"; glyphName: "check"; size: 20; color: stop.here ? Theme.accent : Theme.settled }
            Rectangle { anchors.centerIn: parent; visible: stop.mark === "put_off"; width: 16; height: 4; color: stop.here ? Theme.accent : Theme.mid }
        }
    }
}
