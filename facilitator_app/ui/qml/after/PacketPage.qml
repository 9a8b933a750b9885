// The text of one handoff, section by section, as it will be printed; the tables are the record's own and only read.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Panel {
    id: page

    required property PacketView packet

    Scroller {
        id: scroller

        objectName: "handoff.page"
        anchors { fill: parent; margins: Theme.gap; rightMargin: Theme.gap + 6 }
        contentHeight: column.implicitHeight

        Column {
            id: column

            width: parent.width
            spacing: Theme.gap

            RowLayout {
                width: parent.width
                spacing: Theme.near

                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: 2

                    Say { objectName: "packet.name"; Layout.fillWidth: true; kind: "heading"; text: page.packet.name }
                    Say { Layout.fillWidth: true; kind: "caption"; visible: text !== ""; wrapMode: Text.Wrap; text: page.packet.about }
                    Say { objectName: "packet.kept"; Layout.fillWidth: true; kind: "caption"; text: page.packet.kept }
                }

                Button { objectName: "packet.save"; glyph: "check"; text: qsTr("after.save"); onClicked: page.packet.save() }
            }

            Row {
                width: parent.width
                spacing: 10

                Glyph { id: calendar; glyphName: "calendar"; color: Theme.mid }
                Say { objectName: "packet.earliest"; width: parent.width - calendar.width - 10; wrapMode: Text.Wrap; figures: true; text: page.packet.earliest }
            }

            Repeater {
                model: page.packet.sections

                PacketSection { width: column.width; packet: page.packet }
            }

            Quotes { width: parent.width; packet: page.packet }
            Tables { width: parent.width; packet: page.packet }
        }
    }
}
