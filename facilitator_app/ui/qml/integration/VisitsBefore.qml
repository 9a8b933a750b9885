// The visits that were written after this session: each can be changed, or withdrawn with a reason; what it read before is shown.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: list

    required property VisitPage visit
    readonly property WrittenVisits written: visit.written
    signal change(string key)

    spacing: Theme.near

    Say { visible: rows.count > 0; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("desk.written") }

    Repeater {
        id: rows

        model: list.written.rows

        ColumnLayout {
            id: row

            required property var modelData
            required property int index
            readonly property string name: "written." + index
            readonly property bool asked: list.written.asked === modelData.key
            readonly property bool stands: modelData.gone === ""

            Layout.fillWidth: true
            Layout.bottomMargin: Theme.gap
            spacing: 6

            Opening { open: row.asked }
            Say { objectName: row.name; Layout.fillWidth: true; kind: "strong"; color: row.stands ? Theme.hi : Theme.mid; text: row.modelData.text; wrapMode: Text.Wrap }
            Say { objectName: row.name + ".gone"; visible: !row.stands; Layout.fillWidth: true; text: row.modelData.gone; wrapMode: Text.Wrap }
            Say { objectName: row.name + ".whole"; visible: row.stands; Layout.fillWidth: true; text: row.modelData.whole; wrapMode: Text.Wrap; lineHeight: 1.2 }
            Say { objectName: row.name + ".was"; visible: text !== ""; Layout.fillWidth: true; color: Theme.mid; text: row.modelData.was.join("\n"); wrapMode: Text.Wrap }
            Say { Layout.fillWidth: true; kind: "caption"; text: row.modelData.by; wrapMode: Text.Wrap }

            Flow {
                visible: row.stands
                Layout.fillWidth: true
                spacing: Theme.near

                Button { objectName: row.name + ".change"; glyph: "write"; text: qsTr("desk.change"); Accessible.name: text + ": " + row.modelData.text; onClicked: list.change(row.modelData.key) }
                Button { objectName: row.name + ".take_back"; text: qsTr("desk.take_back"); Accessible.name: text + ": " + row.modelData.text; onClicked: list.written.ask(row.modelData.key) }
            }

            Loader {
                Layout.fillWidth: true
                visible: active
                active: row.asked
                sourceComponent: taking
            }
        }
    }

    Component {
        id: taking

        ColumnLayout {
            spacing: Theme.near
            Component.onCompleted: reason.text = list.written.reason

            Field { id: reason; objectName: "written.reason"; Layout.fillWidth: true; label: qsTr("desk.take_back_why"); error: list.written.form.errors.reason ?? ""; onEdited: text => list.written.type(text); onAccepted: list.written.withdraw() }
            FieldError { objectName: "written.general"; Layout.fillWidth: true; text: list.written.form.general }
            Button { objectName: "written.withdraw"; kind: "primary"; text: qsTr("desk.take_back_do"); onClicked: list.written.withdraw() }
        }
    }
}
