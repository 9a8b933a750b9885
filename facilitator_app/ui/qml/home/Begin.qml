// What the sessions of a programme begin with: the leaving list with its figures and scale, the group's rules, this address.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property Begins begins
    readonly property LeavingCriteria leaving: begins.leaving

    open: begins.open
    title: qsTr("begins.title")
    sheetWidth: 960
    tall: true
    onClosed: begins.close()
    actions: [
        Button { objectName: "begins.forget"; visible: sheet.begins.has_draft; kind: "plain"; tint: Theme.mid; text: qsTr("ui.people.forget"); onClicked: sheet.begins.forget() },
        Button { objectName: "begins.cancel"; text: qsTr("ui.close"); onClicked: sheet.begins.close() },
        Button { objectName: "begins.keep"; kind: "primary"; glyph: "check"; text: qsTr("begins.keep"); onClicked: sheet.begins.keep() }
    ]

    FieldError { objectName: "begins.error"; Layout.fillWidth: true; text: sheet.begins.form.general }

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: 10

            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("begins.about") }
            Say { kind: "title"; text: qsTr("begins.list") }
            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: sheet.leaving.source }
            Say { visible: !sheet.begins.may_list; Layout.fillWidth: true; kind: "caption"; color: Theme.soon; wrapMode: Text.Wrap; text: qsTr("begins.not_yours") }

            Repeater {
                model: sheet.leaving.rows

                RowLayout {
                    id: line

                    required property string key
                    required property string label
                    required property bool on
                    required property string figure
                    required property string unit
                    required property string error

                    spacing: 10

                    Choice { objectName: "begins.on." + line.key; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; many: true; enabled: sheet.begins.may_list; text: line.label; chosen: line.on; onClicked: sheet.leaving.turn(line.key) }
                    Field {
                        id: figure

                        objectName: "begins.figure." + line.key
                        visible: line.unit !== ""
                        Layout.alignment: Qt.AlignTop
                        Layout.preferredWidth: 190 * (0.5 + 0.5 * Theme.factor)
                        numeric: true
                        unit: line.unit
                        enabled: sheet.begins.may_list
                        text: line.figure
                        input.Accessible.name: line.label + ", " + line.unit
                        error: line.error
                        onEdited: text => {
                            sheet.leaving.set_figure(line.key, text);
                            figure.mended = false; // another figure is refused with every letter
                        }
                    }
                }
            }
            RowLayout {
                spacing: 10

                Field { id: own; objectName: "begins.own"; Layout.fillWidth: true; enabled: sheet.begins.may_list; hint: qsTr("begins.own"); text: sheet.leaving.own; error: sheet.leaving.own_error; onEdited: text => sheet.leaving.type_own(text); input.Accessible.name: qsTr("begins.own") }
                Button { objectName: "begins.add"; Layout.alignment: Qt.AlignTop; enabled: sheet.begins.may_list; glyph: "plus"; text: qsTr("begins.add"); onClicked: sheet.leaving.add(own.text) }
            }
            Say { Layout.topMargin: 8; kind: "strong"; text: qsTr("begins.scale") }
            Segmented { objectName: "begins.scale"; label: qsTr("begins.scale"); enabled: sheet.begins.may_list; options: sheet.leaving.scales; current: sheet.leaving.scale; onPicked: key => sheet.leaving.choose_scale(key) }
            Say { visible: text !== ""; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: sheet.leaving.scale_source }
            Choice { objectName: "begins.pass"; Layout.fillWidth: true; many: true; enabled: sheet.begins.may_list; text: qsTr("begins.may_pass"); chosen: sheet.leaving.may_pass; onClicked: sheet.leaving.turn_passing() }

            Say { Layout.topMargin: 16; kind: "title"; text: qsTr("circle_ui.rules") }
            NoteField { objectName: "begins.rules"; Layout.fillWidth: true; boxHeight: 160; label: qsTr("circle_ui.a_line_each"); text: sheet.begins.rules; onEdited: text => sheet.begins.type_rules(text) }

            Say { Layout.topMargin: 16; kind: "title"; text: qsTr("begins.place") }
            NoteField { objectName: "begins.address"; Layout.fillWidth: true; boxHeight: 84; enabled: sheet.begins.may_address; label: qsTr("begins.address"); text: sheet.begins.address; onEdited: text => sheet.begins.type_address(text) }
            Choice { objectName: "begins.part2"; Layout.fillWidth: true; many: true; enabled: sheet.begins.may_address; text: qsTr("release.part2_is"); note: qsTr("release.part2_note"); chosen: sheet.begins.part2; onClicked: sheet.begins.turn_part2() }
        }
    }
}
