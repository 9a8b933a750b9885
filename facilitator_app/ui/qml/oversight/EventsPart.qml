// Who got in by an emergency and who opened process notes, until an administrator has read of it; and who reads at all.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Scroller {
    id: part

    required property OversightView oversight

    contentHeight: column.implicitHeight + 8

    ColumnLayout {
        id: column

        width: parent.width - 12
        spacing: Theme.gap

        Say { Layout.fillWidth: true; kind: "strong"; text: qsTr("oversight.reading"); wrapMode: Text.Wrap }
        Choice { objectName: "oversight.all"; Layout.fillWidth: true; text: qsTr("oversight.reading_all"); chosen: !part.oversight.limited; onClicked: part.oversight.limit(false) }
        Choice { objectName: "oversight.limited"; Layout.fillWidth: true; text: qsTr("oversight.reading_limited"); note: qsTr("oversight.reading_note"); chosen: part.oversight.limited; onClicked: part.oversight.limit(true) }
        Say { Layout.topMargin: Theme.near; Layout.fillWidth: true; kind: "strong"; text: qsTr("oversight.events"); wrapMode: Text.Wrap }
        Say { objectName: "oversight.none"; visible: part.oversight.events.length === 0; Layout.fillWidth: true; color: Theme.mid; text: qsTr("oversight.no_events"); wrapMode: Text.Wrap }

        Repeater {
            model: part.oversight.events

            ColumnLayout {
                id: row

                required property var modelData
                required property int index

                Layout.fillWidth: true
                spacing: 4

                Say { objectName: "oversight.event." + row.index; Layout.fillWidth: true; kind: row.modelData.unread ? "strong" : "body"; text: row.modelData.text; wrapMode: Text.Wrap }
                Say { objectName: "oversight.reason." + row.index; visible: text !== ""; Layout.fillWidth: true; text: row.modelData.reason; wrapMode: Text.Wrap; textFormat: Text.PlainText }
                Say { Layout.fillWidth: true; kind: "caption"; text: row.modelData.at + (row.modelData.read === "" ? "" : " · " + row.modelData.read); wrapMode: Text.Wrap }
                Button { objectName: "oversight.read." + row.index; visible: row.modelData.unread; glyph: "check"; text: qsTr("oversight.have_read"); onClicked: part.oversight.has_read(row.modelData.key) }
                Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Theme.line }
            }
        }
    }
}
