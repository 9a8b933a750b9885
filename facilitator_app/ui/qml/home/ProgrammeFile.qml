// What a programme's file holds, before it is kept; or what is wrong in it, by its line.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property ProgrammeFiles files

    objectName: "programme_file"
    open: files.open
    title: files.title
    sheetWidth: 860
    onClosed: files.close()
    actions: [
        Button { objectName: "programme_file.cancel"; text: qsTr("ui.cancel"); onClicked: sheet.closed() },
        Button { objectName: "programme_file.other"; visible: sheet.files.form.general !== ""; glyph: "folder"; text: qsTr("programme_ui.open"); onClicked: sheet.files.ask() },
        Button { objectName: "programme_file.keep"; visible: sheet.files.may_keep; enabled: !sheet.files.form.busy; kind: "primary"; glyph: "check"; text: qsTr("programme_ui.keep"); onClicked: sheet.files.keep() }
    ]

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredHeight: column.implicitHeight
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width - 12
            spacing: 12

            FieldError { objectName: "programme_file.error"; Layout.fillWidth: true; text: sheet.files.form.general }
            Say { objectName: "programme_file.name"; visible: text !== ""; Layout.fillWidth: true; kind: "strong"; text: sheet.files.name; wrapMode: Text.Wrap }
            Say { objectName: "programme_file.becomes"; visible: text !== ""; Layout.fillWidth: true; text: sheet.files.becomes; wrapMode: Text.Wrap }
            Repeater { model: sheet.files.lines; delegate: Line {} }
            Say { objectName: "programme_file.about_leaving"; visible: text !== ""; Layout.topMargin: 8; Layout.fillWidth: true; text: sheet.files.about_leaving; wrapMode: Text.Wrap }
            Say { objectName: "programme_file.about_plan"; visible: text !== ""; Layout.topMargin: 8; Layout.fillWidth: true; text: sheet.files.about_plan; wrapMode: Text.Wrap }
            Repeater { model: sheet.files.plan; delegate: Line {} }
        }
    }

    component Line: Say {
        required property string modelData

        Layout.fillWidth: true
        text: "·  " + modelData
        color: Theme.mid
        wrapMode: Text.Wrap
    }
}
