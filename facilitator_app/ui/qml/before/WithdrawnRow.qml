// One thing that was written down, and the way to say that it was entered in error.
import QtQuick
import QtQuick.Layouts
import "../components"

Panel {
    id: row

    required property var modelData
    property string name: ""
    property string withdrawing: ""
    signal asked

    objectName: name + "." + modelData.id
    implicitHeight: inside.implicitHeight + 28

    RowLayout {
        id: inside

        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: 16 }
        spacing: Theme.gap

        ColumnLayout {
            spacing: 4

            Say { Layout.fillWidth: true; kind: "caption"; text: row.modelData.head; wrapMode: Text.Wrap }
            Say { objectName: row.objectName + ".text"; Layout.fillWidth: true; text: row.modelData.text; wrapMode: Text.Wrap; lineHeight: 1.2 }
            Say { objectName: row.objectName + ".moved"; visible: text !== ""; Layout.fillWidth: true; kind: "strong"; text: row.modelData.moved ?? ""; wrapMode: Text.Wrap }
            Say { visible: text !== ""; Layout.fillWidth: true; kind: "caption"; text: row.modelData.note ?? ""; wrapMode: Text.Wrap }
        }

        Button { objectName: row.objectName + ".withdraw"; kind: "round"; glyph: "undo"; chosen: row.withdrawing === row.modelData.id; text: qsTr("beforehand.in_error"); Accessible.name: text + ": " + (row.modelData.head === "" ? row.modelData.text : row.modelData.head); onClicked: row.asked() }
    }
}
