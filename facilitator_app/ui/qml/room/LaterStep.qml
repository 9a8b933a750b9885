// What was done in an emergency, told afterwards for the moment that is chosen above.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: section

    required property LaterStepPanel later

    spacing: 10

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: 10

            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("emergency.later") }
            Chips { objectName: "later.step"; label: qsTr("emergency.title"); Layout.fillWidth: true; options: section.later.steps; onPicked: key => section.later.tell_step(key) }
        }
    }
    Refused { Layout.fillWidth: true; text: section.later.refusal }
}
