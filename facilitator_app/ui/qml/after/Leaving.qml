// Before a handoff leaves: to whom, who else still shows in it, one human reading, the signature, and the file.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Panel {
    id: panel

    required property PacketView packet
    required property LeavingView leaving

    Scroller {
        anchors { fill: parent; margins: Theme.gap; rightMargin: Theme.gap + 6 }
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: 12

            Say { kind: "title"; text: qsTr("after.before_it_leaves") }

            Say { kind: "strong"; text: qsTr("after.to_whom") }

            GridLayout {
                columns: 2
                columnSpacing: Theme.near
                rowSpacing: Theme.near
                uniformCellWidths: true

                Repeater {
                    model: panel.leaving.recipients

                    Button {
                        required property var modelData

                        objectName: "leaving.to." + modelData.key
                        Layout.fillWidth: true
                        leftPadding: 6
                        text: modelData.text
                        chosen: panel.leaving.recipient === modelData.key
                        Accessible.role: Accessible.RadioButton
                        Accessible.name: qsTr("after.to_whom") + ": " + text
                        onClicked: panel.leaving.choose_recipient(modelData.key)
                    }
                }
            }

            Receiver { Layout.fillWidth: true; visible: panel.leaving.recipient !== ""; receiver: panel.leaving.receiver }

            ColumnLayout { // asked of the person, sober
                visible: panel.leaving.medical_part.is_asked
                spacing: 8

                Say { Layout.fillWidth: true; wrapMode: Text.Wrap; text: qsTr("release.medical_ask") }
                Segmented { objectName: "leaving.medical"; Layout.fillWidth: true; label: qsTr("release.medical_ask"); options: panel.leaving.medical_part.leaves; current: panel.leaving.medical_part.leave; onPicked: leave => panel.leaving.medical_part.set_leave(leave) }
            }

            RowLayout {
                spacing: 10

                Glyph { Layout.alignment: Qt.AlignTop; glyphName: panel.leaving.held !== "" ? "attention" : "check"; color: panel.leaving.held !== "" ? Theme.attention : Theme.settled }
                Say { objectName: "leaving.held"; Layout.fillWidth: true; wrapMode: Text.Wrap; text: panel.leaving.held === "" ? qsTr("after.clean") : panel.leaving.held }
            }

            Repeater { // finds in the tables and the heading, which have no text to edit
                model: panel.packet.finds_in("")

                FindCard { Layout.fillWidth: true; packet: panel.packet }
            }

            InsteadOfLead { Layout.fillWidth: true; receiver: panel.leaving.receiver }

            Choice { objectName: "leaving.read"; Layout.fillWidth: true; visible: !panel.leaving.is_signed || !panel.leaving.has_read; many: true; text: qsTr("after.read_through"); note: panel.leaving.read_by === "" ? qsTr("guard.read_it") : panel.leaving.read_by; chosen: panel.leaving.has_read; onClicked: panel.leaving.say_read(!panel.leaving.has_read) }

            ColumnLayout {
                visible: !panel.leaving.is_signed
                spacing: 12

                Say { objectName: "leaving.signer"; Layout.fillWidth: true; Layout.topMargin: 4; kind: "strong"; wrapMode: Text.Wrap; text: panel.leaving.signer }
                Say { objectName: "leaving.meaning"; Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.mid; text: "“" + panel.leaving.meaning + "”" }
                Say { objectName: "leaving.not_out"; visible: text !== ""; Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.attention; text: panel.leaving.not_out }
                Button { objectName: "leaving.sign"; Layout.fillWidth: true; kind: panel.leaving.may_sign ? "primary" : "quiet"; glyph: "sign"; text: panel.leaving.sign_label; enabled: panel.leaving.may_sign; onClicked: panel.leaving.sign() }
            }

            ColumnLayout {
                visible: panel.leaving.is_signed
                spacing: 12

                Say { objectName: "leaving.signed_by"; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; figures: true; text: panel.leaving.signed_by }
                Say { objectName: "leaving.read_by"; visible: text !== ""; Layout.fillWidth: true; wrapMode: Text.Wrap; figures: true; kind: "caption"; text: panel.leaving.read_by }
                Say { Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.mid; text: "“" + panel.leaving.meaning + "”" }
            }

            ColumnLayout { // what a provider stands for
                visible: panel.leaving.medical_part.signed_by !== ""
                spacing: 8

                Say { objectName: "leaving.medical_by"; Layout.fillWidth: true; wrapMode: Text.Wrap; figures: true; color: panel.leaving.medical_part.is_wanted ? Theme.soon : Theme.mid; text: panel.leaving.medical_part.signed_by }
                Button { objectName: "leaving.countersign"; Layout.fillWidth: true; visible: panel.leaving.medical_part.may_sign; glyph: "sign"; text: qsTr("release.countersign"); onClicked: panel.leaving.medical_part.sign() }
                Say { objectName: "leaving.medical_error"; visible: text !== ""; Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.attention; text: panel.leaving.medical_part.form.errors.leave ?? panel.leaving.medical_part.form.errors.sign ?? panel.leaving.medical_part.form.general }
            }

            Button { objectName: "leaving.write"; Layout.fillWidth: true; kind: panel.leaving.may_write ? "primary" : "quiet"; glyph: "lock"; text: panel.leaving.write_label; enabled: panel.leaving.may_write; onClicked: panel.leaving.write() }
            Say { objectName: "leaving.error"; visible: text !== ""; Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.attention; text: panel.leaving.form.errors.recipient ?? panel.leaving.form.errors.sign ?? panel.leaving.form.general }
            Button { objectName: "leaving.released"; Layout.fillWidth: true; visible: text !== ""; kind: "plain"; glyph: "list"; text: panel.leaving.released.label; onClicked: panel.leaving.released.show() }
            Say { objectName: "leaving.written"; visible: text !== ""; Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.settled; text: panel.leaving.written }
        }
    }
}
