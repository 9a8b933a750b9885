// Process notes: who may keep them, who opens them together when their author cannot, and of whom there are any.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Scroller {
    id: part

    required property CustodyView custody
    required property bool decides

    contentHeight: column.implicitHeight + 8

    ColumnLayout {
        id: column

        width: parent.width - 12
        spacing: Theme.gap

        Say { visible: part.decides; Layout.fillWidth: true; kind: "strong"; text: qsTr("custody.licensed"); wrapMode: Text.Wrap }
        Say { visible: part.decides; Layout.fillWidth: true; color: Theme.mid; text: qsTr("custody.licensed_about"); wrapMode: Text.Wrap }

        Repeater {
            model: part.decides ? part.custody.licensed : []

            Choice {
                required property var modelData

                objectName: "custody.licensed." + modelData.text
                Layout.fillWidth: true
                many: true
                text: modelData.text
                Accessible.name: qsTr("custody.licensed") + ": " + text
                chosen: modelData.on
                onClicked: part.custody.license(modelData.key, !modelData.on)
            }
        }

        Say { Layout.topMargin: Theme.near; Layout.fillWidth: true; kind: "strong"; text: qsTr("custody.custodians"); wrapMode: Text.Wrap }
        Say { objectName: "custody.told"; Layout.fillWidth: true; text: part.custody.told; wrapMode: Text.Wrap }
        Say { Layout.fillWidth: true; color: Theme.mid; text: qsTr("custody.about"); wrapMode: Text.Wrap; lineHeight: 1.2 }
        Choices { id: names; objectName: "custody.name"; visible: part.decides; Layout.fillWidth: true; options: part.custody.team; chosen: part.custody.named; error: part.custody.form.errors.custodians ?? "" }
        Button { objectName: "custody.keep"; visible: part.decides; glyph: "check"; enabled: !part.custody.form.busy; text: qsTr("custody.keep"); onClicked: part.custody.name(names.chosen) }
        FieldError { objectName: "custody.error"; Layout.fillWidth: true; text: part.custody.form.general }

        Say { Layout.topMargin: Theme.near; Layout.fillWidth: true; kind: "strong"; text: qsTr("custody.authors"); wrapMode: Text.Wrap }
        Say { objectName: "custody.none"; visible: part.custody.authors.length === 0; Layout.fillWidth: true; color: Theme.mid; text: qsTr("custody.no_authors"); wrapMode: Text.Wrap }

        Repeater {
            model: part.custody.authors

            ListRow {
                required property var modelData

                objectName: "custody.author." + modelData.text
                Layout.fillWidth: true
                glyph: "write"
                text: modelData.text
                Accessible.name: qsTr("custody.authors") + ": " + text + ", " + note
                note: modelData.note
                opens: part.custody.named.length > 0
                onClicked: part.custody.ask(modelData.key)
            }
        }
    }
}
