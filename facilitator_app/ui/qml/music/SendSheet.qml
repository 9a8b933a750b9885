// The phase that the chosen piece is moved to.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property EditorView editor

    title: qsTr("playlist.send")
    sheetWidth: 480

    Repeater {
        model: sheet.editor.pools

        Button {
            required property var modelData

            objectName: "sending." + modelData.key
            Layout.fillWidth: true
            text: modelData.text
            onClicked: { sheet.editor.send(modelData.key); sheet.closed() }
        }
    }
}
