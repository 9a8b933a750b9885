// Who may receive the medical part of their handoffs: a row for each kind of recipient.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"
import "../integration"

ColumnLayout {
    id: leave

    required property LeaveBeforeView view

    spacing: Theme.gap

    Say { Layout.topMargin: Theme.near; kind: "title"; text: qsTr("leave_before.title") }
    Say { Layout.fillWidth: true; kind: "caption"; text: qsTr("leave_before.about"); wrapMode: Text.Wrap }

    Repeater {
        model: leave.view.rows

        ChoiceLine {
            required property var modelData

            objectName: "leave_before." + modelData.key
            Layout.fillWidth: true
            label: modelData.label
            options: leave.view.options
            current: modelData.current
            onPicked: key => leave.view.say(modelData.key, key)
        }
    }

    FieldError { objectName: "leave_before.error"; Layout.fillWidth: true; text: leave.view.form.general }
}
