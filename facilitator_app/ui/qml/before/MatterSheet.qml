// One matter: how it stands, who said so; told here where it is told here, and gone on without for a reason.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property ReadinessView readiness

    open: readiness.open
    title: readiness.whose
    sheetWidth: 760
    onClosed: readiness.shut()

    Connections {
        target: sheet.readiness

        function onOpened() { words.text = ""; reason.text = "" }
    }

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        implicitHeight: column.implicitHeight
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: Theme.gap

            Say { objectName: "matter.status"; Layout.fillWidth: true; kind: "strong"; text: sheet.readiness.status }
            Say { objectName: "matter.told"; visible: text !== ""; Layout.fillWidth: true; text: sheet.readiness.told; wrapMode: Text.Wrap; lineHeight: 1.2 }
            Say { objectName: "matter.hint"; visible: text !== ""; Layout.fillWidth: true; color: Theme.mid; text: sheet.readiness.hint; wrapMode: Text.Wrap; lineHeight: 1.2 }

            ColumnLayout {
                visible: sheet.readiness.can_tell
                spacing: Theme.near

                Field { id: words; objectName: "matter.words"; Layout.fillWidth: true; label: qsTr("readiness_ui.words"); error: sheet.readiness.form.errors.words ?? "" }

                RowLayout {
                    spacing: Theme.near

                    Button { objectName: "matter.yes"; kind: "primary"; glyph: "check"; text: qsTr("readiness_ui.yes"); onClicked: sheet.readiness.tell(true, words.text) }
                    Button { objectName: "matter.no"; Layout.preferredHeight: Theme.primary; glyph: "attention"; text: qsTr("readiness_ui.no"); onClicked: sheet.readiness.tell(false, words.text) }
                }
            }

            ColumnLayout {
                visible: sheet.readiness.can_pass
                spacing: Theme.near

                Field { id: reason; objectName: "matter.reason"; Layout.fillWidth: true; label: qsTr("readiness_ui.reason"); error: sheet.readiness.form.errors.reason ?? "" }
                Button { objectName: "matter.pass"; glyph: "skip"; text: qsTr("readiness_ui.pass"); onClicked: sheet.readiness.go_without(reason.text) }
            }
        }
    }

    FieldError { objectName: "matter.general"; Layout.fillWidth: true; text: sheet.readiness.form.general }
}
