// An open disclosure: whose it is; the words and the answer for those who may read them.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Panel {
    id: row

    required property var modelData
    required property ScoresView view

    objectName: "risk." + modelData.id
    implicitHeight: inside.implicitHeight + 28
    border { width: 2; color: Theme.attention }

    ColumnLayout {
        id: inside

        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: 16 }
        spacing: Theme.near

        RowLayout {
            spacing: Theme.near

            Glyph { glyphName: "warning"; color: Theme.attention }
            Say { Layout.fillWidth: true; kind: "strong"; text: row.modelData.head; wrapMode: Text.Wrap }
        }

        Say { objectName: row.objectName + ".text"; Layout.fillWidth: true; text: row.modelData.text; wrapMode: Text.Wrap }
        NoteField { objectName: row.objectName + ".answer"; visible: row.modelData.reads; Layout.fillWidth: true; boxHeight: 84; label: qsTr("beforehand.risk_answer"); onEdited: text => row.view.type_answer(row.modelData.id, text); onFinished: row.view.answer(row.modelData.id); Component.onCompleted: text = row.view.answer_of(row.modelData.id) }
        Button { objectName: row.objectName + ".do"; visible: row.modelData.reads; text: qsTr("beforehand.risk_done"); glyph: "check"; onClicked: row.view.answer(row.modelData.id) }
    }
}
