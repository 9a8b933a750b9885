// Adds somebody to the team, with a way in of their own when a sign-in is typed.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property People people
    readonly property Form form: people.staff_form

    title: qsTr("ui.team.add")
    sheetWidth: 860
    onOpenChanged: if (open) name.forceActiveFocus(); else wipe() // a passphrase is nowhere but in the fields
    actions: [
        Button { objectName: "staff.cancel"; text: qsTr("ui.cancel"); onClicked: sheet.closed() },
        Button { objectName: "staff.add"; kind: "primary"; text: qsTr("ui.team.add"); onClicked: sheet.people.add_staff(sheet.typed()) }
    ]

    function typed(): var {
        return { name: name.text, roles: roles.chosen, sign_in: signIn.text, passphrase: passphrase.text, again: again.text };
    }

    function wipe() {
        passphrase.text = again.text = "";
    }

    function finish() {
        name.text = signIn.text = "";
        unsaved.drop();
        roles.chosen = [];
        closed();
    }

    Connections {
        target: sheet.form

        function onDone() { sheet.finish() }
    }

    Unsaved { id: unsaved; kept: sheet.people.unsaved; form: "new"; fields: ({ name: name, roles: roles, sign_in: signIn }) }

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        implicitHeight: column.implicitHeight
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: Theme.gap

            Field { id: name; objectName: "staff.name"; Layout.fillWidth: true; label: qsTr("ui.staff.name"); error: sheet.form.errors.name ?? "" }
            Choices { id: roles; objectName: "staff.roles"; Layout.fillWidth: true; label: qsTr("ui.staff.roles"); options: sheet.people.roles; error: sheet.form.errors.roles ?? "" }
            Field { id: signIn; objectName: "staff.sign_in"; Layout.fillWidth: true; label: qsTr("ui.staff.sign_in"); error: sheet.form.errors.sign_in ?? "" }

            RowLayout {
                spacing: Theme.gap

                Field { id: passphrase; objectName: "staff.passphrase"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; secret: true; label: qsTr("ui.new_passphrase"); error: sheet.form.errors.passphrase ?? "" }
                Field { id: again; objectName: "staff.again"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; secret: true; label: qsTr("ui.again"); error: sheet.form.errors.again ?? "" }
            }
        }
    }

    FieldError { objectName: "staff.general"; Layout.fillWidth: true; text: sheet.form.general }
}
