// One matter: how it stands, who said so; told here where it is told here, and gone on without for a reason.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../ahead"
import "../components"

Sheet {
    id: sheet

    required property ReadinessView readiness
    readonly property MatterView matter: readiness.matter
    signal led(string where, string person)

    open: matter.open
    title: matter.whose
    sheetWidth: 760
    onClosed: matter.shut()

    Unsaved { kept: sheet.matter.unsaved; form: sheet.matter.matter; fields: ({ words: words }) }

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        implicitHeight: column.implicitHeight
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: Theme.gap

            Say { objectName: "matter.status"; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: sheet.matter.status }
            Say { objectName: "matter.told"; visible: text !== ""; Layout.fillWidth: true; text: sheet.matter.told; wrapMode: Text.Wrap; lineHeight: 1.2 }
            Say { objectName: "matter.known"; visible: text !== ""; Layout.fillWidth: true; text: sheet.matter.known; wrapMode: Text.Wrap; lineHeight: 1.2 }
            Say { objectName: "matter.hint"; visible: text !== ""; Layout.fillWidth: true; color: Theme.mid; text: sheet.matter.hint; wrapMode: Text.Wrap; lineHeight: 1.2 }

            FloorPlan { visible: sheet.readiness.floor.asked; Layout.fillWidth: true; floor: sheet.readiness.floor.plan }
            Flow {
                visible: sheet.readiness.floor.asked
                Layout.fillWidth: true
                spacing: Theme.near

                Button { objectName: "matter.stay"; glyph: "skip"; text: qsTr("readiness_ui.stay"); onClicked: sheet.readiness.floor.stay(true, words.text) }
                Button { objectName: "matter.away"; visible: sheet.readiness.set_session !== ""; glyph: "close"; text: qsTr("readiness_ui.away"); onClicked: sheet.readiness.floor.away(words.text) }
            }
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

            ConsentPart { visible: sheet.readiness.consent.person !== ""; Layout.fillWidth: true; consent: sheet.readiness.consent }

            Flow {
                visible: sheet.matter.leads !== "" || sheet.matter.is_music || sheet.matter.is_tone || sheet.matter.is_backup
                Layout.fillWidth: true
                spacing: Theme.near

                Button { objectName: "matter.lead"; visible: sheet.matter.leads !== ""; glyph: "arrow-right"; text: sheet.matter.lead_text; onClicked: sheet.led(sheet.matter.leads, sheet.matter.person) }
                Button { objectName: "matter.check"; visible: sheet.matter.is_music; glyph: "music"; text: qsTr("playlist.check_used"); onClicked: sheet.matter.check_music() }
                Button { objectName: "matter.tone"; visible: sheet.matter.is_tone; glyph: "music"; text: qsTr("readiness_ui.play_tone"); onClicked: sheet.matter.play_tone() }
                Button { objectName: "matter.copy"; visible: sheet.matter.is_backup; glyph: "check"; text: qsTr("readiness_ui.copy_now"); onClicked: sheet.matter.copy_now() }
            }

            Field { id: words; objectName: "matter.words"; visible: sheet.matter.can_tell || sheet.matter.can_pass; Layout.fillWidth: true; label: sheet.matter.can_tell ? qsTr("readiness_ui.words") : qsTr("readiness_ui.reason"); error: sheet.matter.form.errors.words ?? sheet.matter.form.errors.reason ?? "" }

            Say { objectName: "matter.whose"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; text: sheet.matter.passes; wrapMode: Text.Wrap }

            Flow {
                Layout.fillWidth: true
                spacing: Theme.near

                Repeater {
                    model: sheet.matter.ways

                    Button { required property var modelData; objectName: "matter.yes" + (modelData.key === "" ? "" : "." + modelData.key); kind: "primary"; glyph: "check"; text: modelData.text; onClicked: sheet.matter.tell(true, words.text, modelData.key) }
                }

                Button { objectName: "matter.no"; visible: sheet.matter.can_tell; height: Theme.primary; glyph: "attention"; text: qsTr("readiness_ui.no"); onClicked: sheet.matter.tell(false, words.text, "") }
                Button { objectName: "matter.pass"; visible: sheet.matter.can_pass; height: Theme.primary; glyph: "skip"; text: qsTr("readiness_ui.pass"); onClicked: sheet.matter.go_without(words.text) }
            }
        }
    }

    FieldError { objectName: "matter.general"; Layout.fillWidth: true; text: sheet.matter.form.general }
}
