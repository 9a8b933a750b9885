// The first step: which programme.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: step

    required property Setup setup

    spacing: 12

    Say { kind: "title"; text: qsTr("ui.setup.programme") }

    ListView {
        objectName: "setup.programmes"
        Layout.fillWidth: true
        Layout.fillHeight: true
        clip: true
        spacing: 8
        boundsBehavior: Flickable.StopAtBounds
        model: step.setup.programmes

        delegate: Choice {
            required property var modelData

            objectName: "setup.programme." + modelData.key
            width: ListView.view.width
            text: modelData.name + "  ·  " + modelData.aside
            note: modelData.note
            chosen: modelData.chosen
            onClicked: step.setup.choose(modelData.key)
        }
    }
}
