// Two entries of one person: which the other is, what of both holds, and why.  What was said before can be taken back here.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property SamePersonView same
    readonly property bool chosen: same.other.id !== undefined

    open: same.open
    title: same.title
    sheetWidth: 860
    onClosed: same.close()
    actions: [
        Button { objectName: "same.cancel"; text: qsTr("ui.close"); onClicked: sheet.same.close() },
        Button { objectName: "same.join"; visible: sheet.chosen && sheet.same.apart === ""; kind: "primary"; glyph: "check"; text: qsTr("same_ui.join"); onClicked: sheet.same.join() }
    ]

    Connections {
        target: sheet.same

        function onOpened() { reason.text = sheet.same.reason; why.text = sheet.same.reason; find.text = "" }
    }

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        implicitHeight: column.implicitHeight
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width - 12
            spacing: Theme.gap

            Say { Layout.fillWidth: true; color: Theme.mid; wrapMode: Text.Wrap; lineHeight: 1.2; text: qsTr("same_ui.about") }

            Say { visible: sheet.same.standing.length > 0; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("same_ui.before") }

            Repeater {
                model: sheet.same.standing

                RowLayout {
                    id: before

                    required property var modelData
                    required property int index

                    spacing: Theme.gap

                    Say { objectName: "same.before." + before.index; Layout.fillWidth: true; wrapMode: Text.Wrap; lineHeight: 1.2; text: before.modelData.text }
                    Button { objectName: "same.apart." + before.index; glyph: "undo"; chosen: sheet.same.apart === before.modelData.id; text: qsTr("same_ui.apart"); onClicked: sheet.same.ask_apart(before.modelData.id) }
                }
            }

            ColumnLayout {
                visible: sheet.same.apart !== ""
                Layout.fillWidth: true
                spacing: Theme.near

                Opening {}
                Say { Layout.fillWidth: true; color: Theme.mid; wrapMode: Text.Wrap; text: qsTr("same_ui.apart_about") }
                Field { id: why; objectName: "same.why"; Layout.fillWidth: true; label: qsTr("same_ui.apart_reason"); error: sheet.same.form.errors.reason ?? ""; onEdited: text => sheet.same.type("reason", text); onAccepted: sheet.same.part() }
                Button { objectName: "same.part"; kind: "primary"; text: qsTr("same_ui.apart"); onClicked: sheet.same.part() }
            }

            ColumnLayout {
                visible: sheet.same.apart === "" && !sheet.chosen
                Layout.fillWidth: true
                spacing: Theme.near

                Field { id: find; objectName: "same.search"; Layout.fillWidth: true; hint: qsTr("same_ui.search"); onEdited: text => sheet.same.search(text) }
                Say { objectName: "same.offer"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: sheet.same.offer }

                Repeater {
                    model: sheet.same.offered

                    ListRow {
                        required property var modelData

                        objectName: "same.person." + modelData.id
                        Layout.fillWidth: true
                        glyph: "person"
                        text: modelData.name
                        note: modelData.note
                        onClicked: sheet.same.choose(modelData.id)
                    }
                }
            }

            ColumnLayout {
                visible: sheet.same.apart === "" && sheet.chosen
                Layout.fillWidth: true
                spacing: Theme.gap

                Say { kind: "caption"; text: qsTr("same_ui.other") }

                RowLayout {
                    spacing: Theme.gap

                    ListRow { objectName: "same.other"; Layout.fillWidth: true; glyph: "person"; opens: false; text: sheet.same.other.name ?? ""; note: sheet.same.other.note ?? "" }
                    Button { objectName: "same.another"; text: qsTr("same_ui.another"); onClicked: sheet.same.choose("") }
                }

                Say { objectName: "same.anew"; visible: text !== ""; Layout.fillWidth: true; wrapMode: Text.Wrap; lineHeight: 1.2; text: sheet.same.anew }

                Say { visible: sheet.same.asked.length > 0; Layout.fillWidth: true; wrapMode: Text.Wrap; text: qsTr("same_ui.asked") }

                Repeater {
                    model: sheet.same.asked

                    ColumnLayout {
                        id: field

                        required property var modelData

                        Layout.fillWidth: true
                        spacing: 6

                        Say { kind: "caption"; text: field.modelData.label }

                        RowLayout {
                            spacing: Theme.near
                            uniformCellSizes: true

                            Repeater {
                                model: field.modelData.options

                                Choice {
                                    required property string modelData
                                    required property int index
                                    readonly property string key: field.modelData.key  // also while the field goes

                                    objectName: "same." + key + "." + index
                                    Layout.fillWidth: true
                                    text: modelData
                                    Accessible.name: field.modelData.label + ": " + text
                                    chosen: sheet.same.picked[key] === modelData
                                    onClicked: sheet.same.pick(key, modelData)
                                }
                            }
                        }

                        FieldError { objectName: "same." + field.modelData.key + ".error"; Layout.fillWidth: true; text: sheet.same.form.errors[field.modelData.key] ?? "" }
                    }
                }

                Field { id: reason; objectName: "same.reason"; Layout.fillWidth: true; label: qsTr("same_ui.reason"); error: sheet.same.form.errors.reason ?? ""; onEdited: text => sheet.same.type("reason", text); onAccepted: sheet.same.join() }
            }
        }
    }

    FieldError { objectName: "same.general"; Layout.fillWidth: true; text: sheet.same.form.general }
}
