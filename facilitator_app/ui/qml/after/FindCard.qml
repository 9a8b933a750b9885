pragma ComponentBehavior: Bound
// Somebody else in the text: the words around, one touch that writes something in its place, or a reason why it may stay.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Rectangle {
    id: card

    required property PacketView packet
    required property int number
    required property string section
    required property string found
    required property string excerpt
    required property string heading
    required property string offer
    required property bool fixed
    property bool passing: false

    objectName: "find." + number
    implicitHeight: column.implicitHeight + 28
    height: implicitHeight
    radius: Theme.corner
    color: Theme.raised
    border { width: 2; color: Theme.attention }
    Accessible.role: Accessible.Grouping
    Accessible.name: heading + ", " + found

    ColumnLayout {
        id: column

        anchors { left: parent.left; right: parent.right; top: parent.top; margins: 14 }
        spacing: 10

        RowLayout {
            spacing: 8

            Glyph { glyphName: "attention"; color: Theme.attention }
            Say { Layout.fillWidth: true; kind: "strong"; text: card.heading }
        }

        Text {
            Layout.fillWidth: true
            wrapMode: Text.Wrap
            textFormat: Text.StyledText
            color: Theme.mid
            font { family: Theme.family; pixelSize: Theme.body }
            text: card.excerpt
            Accessible.ignored: true
        }

        Say { visible: card.fixed; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("after.find_fixed") }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.near

            Button { objectName: "find.replace." + card.number; visible: !card.fixed; glyph: "check"; text: card.offer; onClicked: card.packet.replace(card.number) }
            Button { objectName: "find.pass." + card.number; kind: "plain"; visible: !card.passing; text: qsTr("after.let_through"); onClicked: card.passing = true }
        }

        Loader {
            active: card.passing
            visible: active
            Layout.fillWidth: true
            sourceComponent: PassFind { packet: card.packet; number: card.number; onCancelled: card.passing = false }
        }
    }
}
