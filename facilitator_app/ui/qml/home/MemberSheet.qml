// One of the team: name and roles, there or not, and the way into the record.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property People people
    readonly property StaffPage page: people.member
    readonly property Form form: page.form
    readonly property bool asked: page.asked !== ""

    open: page.open
    title: page.name
    sheetWidth: 860
    onClosed: page.close()
    onOpenChanged: if (!open) passphrase.text = again.text = ""
    actions: [
        Button { objectName: "member.cancel"; text: qsTr("ui.close"); onClicked: sheet.page.close() },
        Button { objectName: "member.save"; visible: !sheet.asked; kind: "primary"; text: qsTr("ui.team.save"); onClicked: sheet.page.save({ name: name.text, roles: roles.chosen }) }
    ]
    Component.onCompleted: fill()

    function fill() {
        unsaved.fill();
        passphrase.text = again.text = "";
    }

    Connections {
        target: sheet.page

        function onOpened() { sheet.fill() }
    }
    Connections {
        target: sheet.form

        function onDone() { unsaved.drop(); unsaved.fill(); }
    }

    Unsaved { id: unsaved; kept: sheet.people.unsaved; form: sheet.page.member; standing: ({ name: sheet.page.name, roles: sheet.page.roles.join(",") }); fields: ({ name: name, roles: roles, sign_in: signIn, reason: reason }) }

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        implicitHeight: column.implicitHeight
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: Theme.gap

            Field { id: name; objectName: "member.name"; visible: !sheet.asked; Layout.fillWidth: true; label: qsTr("ui.staff.name"); error: sheet.form.errors.name ?? "" }
            Choices { id: roles; objectName: "member.roles"; visible: !sheet.asked; Layout.fillWidth: true; label: qsTr("ui.staff.roles"); options: sheet.people.roles; error: sheet.form.errors.roles ?? "" }
            Say { objectName: "member.access"; visible: !sheet.asked; Layout.fillWidth: true; text: sheet.page.access; color: Theme.mid; wrapMode: Text.Wrap }
            Say { visible: sheet.page.is_oneself && !sheet.asked; Layout.fillWidth: true; text: qsTr("ui.team.oneself"); color: Theme.mid; wrapMode: Text.Wrap }

            ColumnLayout {
                visible: !sheet.page.comes_in && !sheet.asked
                spacing: Theme.gap

                Field { id: signIn; objectName: "member.sign_in"; Layout.fillWidth: true; label: qsTr("ui.sign_in"); error: sheet.form.errors.sign_in ?? "" }

                RowLayout {
                    spacing: Theme.gap

                    Field { id: passphrase; objectName: "member.passphrase"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; secret: true; label: qsTr("ui.new_passphrase"); error: sheet.form.errors.passphrase ?? "" }
                    Field { id: again; objectName: "member.again"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; secret: true; label: qsTr("ui.again"); error: sheet.form.errors.again ?? "" }
                }
            }

            Flow {
                visible: !sheet.asked && !sheet.page.is_oneself
                Layout.fillWidth: true
                spacing: Theme.near

                Button { objectName: "member.gone"; visible: !sheet.page.is_gone; text: qsTr("ui.team.leave"); onClicked: sheet.page.ask("gone") }
                Button { objectName: "member.back"; visible: sheet.page.is_gone; text: qsTr("ui.team.back"); onClicked: sheet.page.back() }
                Button { objectName: "member.end"; visible: sheet.page.comes_in; text: qsTr("ui.team.end_access"); onClicked: sheet.page.ask("access") }
                Button { objectName: "member.give"; visible: !sheet.page.comes_in; text: qsTr("ui.team.give_access"); onClicked: sheet.page.give_access({ sign_in: signIn.text, passphrase: passphrase.text, again: again.text }) }
            }

            ColumnLayout {
                visible: sheet.asked
                spacing: Theme.gap

                Say { objectName: "member.question"; Layout.fillWidth: true; kind: "strong"; text: sheet.page.question; wrapMode: Text.Wrap; lineHeight: 1.2 }
                Field { id: reason; objectName: "member.reason"; Layout.fillWidth: true; label: qsTr("ui.team.reason"); error: sheet.form.errors.reason ?? "" }

                RowLayout {
                    spacing: Theme.near

                    Button { objectName: "member.yes"; kind: "primary"; text: sheet.page.asked === "gone" ? qsTr("ui.team.yes_gone") : qsTr("ui.team.yes_access"); onClicked: sheet.page.yes(reason.text) }
                    Button { objectName: "member.no"; text: qsTr("mending.act.not_now"); onClicked: sheet.page.ask("") }
                }
            }
        }
    }

    FieldError { objectName: "member.general"; Layout.fillWidth: true; text: sheet.form.general }
}
