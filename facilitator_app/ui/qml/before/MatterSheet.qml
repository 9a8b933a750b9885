// One matter: how it stands, who said so; told here where it is told here, and gone on without for a reason.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../ahead"
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

        function onOpened() { words.text = "" }
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

            Say { objectName: "matter.status"; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: sheet.readiness.status }
            Say { objectName: "matter.told"; visible: text !== ""; Layout.fillWidth: true; text: sheet.readiness.told; wrapMode: Text.Wrap; lineHeight: 1.2 }
            Say { objectName: "matter.hint"; visible: text !== ""; Layout.fillWidth: true; color: Theme.mid; text: sheet.readiness.hint; wrapMode: Text.Wrap; lineHeight: 1.2 }

            FloorPlan { visible: sheet.readiness.floor.asked; Layout.fillWidth: true; floor: sheet.readiness.floor.plan }
            Button { objectName: "matter.stay"; visible: sheet.readiness.floor.asked; glyph: "skip"; text: qsTr("readiness_ui.stay"); onClicked: sheet.readiness.floor.stay(true, words.text) }
            FieldError { objectName: "matter.seat.error"; Layout.fillWidth: true; text: sheet.readiness.floor.form.general }

            Repeater { // what of the group's papers is not accepted
                model: sheet.readiness.agreement.lacking

                ColumnLayout {
                    id: paper

                    required property var modelData
                    required property int index

                    Layout.fillWidth: true
                    spacing: 4

                    Say { Layout.fillWidth: true; kind: "strong"; text: paper.modelData.head; wrapMode: Text.Wrap }
                    Say { objectName: "matter.paper." + paper.index; Layout.fillWidth: true; text: paper.modelData.text; wrapMode: Text.Wrap; lineHeight: 1.2 }
                    Button { objectName: "matter.sign." + paper.index; Layout.topMargin: 6; glyph: "sign"; text: qsTr("ink.here"); Accessible.name: text + ": " + paper.modelData.head; onClicked: sheet.readiness.agreement.sign(paper.modelData.key) }
                }
            }

            Button { objectName: "matter.accept"; visible: sheet.readiness.agreement.lacking.length > 0; kind: "primary"; glyph: "sign"; text: qsTr("groups_ui.accept_now"); onClicked: sheet.readiness.agreement.accept() }
            FieldError { objectName: "matter.accept.error"; Layout.fillWidth: true; text: sheet.readiness.agreement.form.general }

            Say { objectName: "matter.checked"; visible: text !== "" && sheet.readiness.is_sound; Layout.fillWidth: true; text: sheet.readiness.checked; wrapMode: Text.Wrap }
            Button { objectName: "matter.check"; visible: sheet.readiness.is_sound; glyph: "music"; text: qsTr("playlist.check_used"); onClicked: sheet.readiness.check_music() }

            Field { id: words; objectName: "matter.words"; visible: sheet.readiness.can_tell || sheet.readiness.can_pass; Layout.fillWidth: true; label: sheet.readiness.can_tell ? qsTr("readiness_ui.words") : qsTr("readiness_ui.reason"); error: sheet.readiness.form.errors.words ?? sheet.readiness.form.errors.reason ?? "" }

            Flow {
                Layout.fillWidth: true
                spacing: Theme.near

                Button { objectName: "matter.yes"; visible: sheet.readiness.can_tell; kind: "primary"; glyph: "check"; text: qsTr("readiness_ui.yes"); onClicked: sheet.readiness.tell(true, words.text) }
                Button { objectName: "matter.no"; visible: sheet.readiness.can_tell; height: Theme.primary; glyph: "attention"; text: qsTr("readiness_ui.no"); onClicked: sheet.readiness.tell(false, words.text) }
                Button { objectName: "matter.pass"; visible: sheet.readiness.can_pass; height: Theme.primary; glyph: "skip"; text: qsTr("readiness_ui.pass"); onClicked: sheet.readiness.go_without(words.text) }
            }
        }
    }

    FieldError { objectName: "matter.general"; Layout.fillWidth: true; text: sheet.readiness.form.general }
}
