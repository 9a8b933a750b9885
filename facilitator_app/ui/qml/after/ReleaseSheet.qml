// Letting a signed handoff go: as what, what changed since an earlier one; then the password, shown once.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property ReleaseView release
    readonly property bool gone: (release?.left ?? "") !== ""

    objectName: "release"
    title: qsTr("release.title")
    sheetWidth: 760
    open: release?.is_open ?? false
    onClosed: release.close()
    onOpenChanged: if (open) key.text = ""

    Scroller {
        id: scroller

        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredHeight: column.implicitHeight
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: scroller.width - 10
            spacing: Theme.near

            Say { objectName: "release.about"; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: sheet.release?.about ?? "" }

            Repeater { // what is otherwise than before
                model: sheet.gone ? [] : sheet.release?.changes ?? []

                Say { required property string modelData; required property int index; objectName: "release.change." + index; Layout.fillWidth: true; wrapMode: Text.Wrap; figures: true; text: (index === 0 ? qsTr("release.corrects") + "\n" : "") + "· " + modelData }
            }

            GridLayout {
                visible: !sheet.gone
                columns: 2
                columnSpacing: Theme.near
                rowSpacing: Theme.near
                uniformCellWidths: true

                Repeater {
                    model: sheet.release?.ways ?? []

                    Choice {
                        required property var modelData

                        objectName: "release.way." + modelData.key
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        text: modelData.text
                        note: modelData.note
                        chosen: sheet.release.how === modelData.key
                        onClicked: sheet.release.choose(modelData.key)
                    }
                }
            }

            Field {
                id: key

                objectName: "release.key"
                Layout.fillWidth: true
                visible: !sheet.gone && (sheet.release?.wants_key ?? false)
                label: qsTr("release.key")
                hint: "age1…"
                error: sheet.release?.form.errors.key ?? ""
            }

            Say { objectName: "release.notice"; visible: text !== "" && !sheet.gone; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: sheet.release?.notice ?? "" }
            Say { objectName: "release.error"; visible: text !== ""; Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.attention; text: sheet.release?.form.errors.recipient ?? sheet.release?.form.errors.sign ?? sheet.release?.form.general ?? "" }
            Say { objectName: "release.left"; visible: sheet.gone; Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.settled; text: sheet.release?.left ?? "" }

            ColumnLayout { // shown once: it is kept nowhere
                visible: (sheet.release?.password ?? "") !== ""
                spacing: 8

                Say { kind: "caption"; text: qsTr("release.password") }
                Say { objectName: "release.password"; Layout.fillWidth: true; kind: "title"; figures: true; text: sheet.release?.password ?? "" }
                Say { Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.mid; text: qsTr("release.password_note") }
            }
        }
    }

    actions: [
        Button { objectName: "release.done"; visible: sheet.gone; kind: "primary"; text: qsTr("release.done"); onClicked: sheet.release.done() },
        Button { objectName: "release.go"; visible: !sheet.gone; kind: "primary"; glyph: "lock"; enabled: !(sheet.release?.form.busy ?? false); text: sheet.release?.label ?? ""; onClicked: sheet.release.go(key.text) }
    ]
}
