// The first start in three steps.  All steps stay alive, so that nothing typed is lost by going back or by a refusal.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: page

    required property Shell shell
    readonly property FirstStart start: shell.first_start
    readonly property Form form: start.form
    property string zone: ""
    readonly property bool stacked: width < 600 * Theme.factor // what this is stands above its first step, and scrolls

    objectName: "first_start"

    function typed(): var {
        return { name: clinicName.text, zone: page.zone, person: person.text, roles: roles.chosen,
            sign_in: signIn.text, passphrase: passphrase.text, again: again.text };
    }

    GridLayout {
        anchors { fill: parent; margins: 2 * Theme.pad }
        columns: page.stacked ? 1 : 2
        columnSpacing: 3 * Theme.pad
        rowSpacing: Theme.gap

        Introduction { visible: !page.stacked || page.start.step === "clinic"; Layout.preferredWidth: 330 * (0.6 + 0.4 * Theme.factor); Layout.maximumWidth: page.stacked ? -1 : Layout.preferredWidth; Layout.fillWidth: page.stacked; Layout.fillHeight: !page.stacked; Layout.preferredHeight: page.height * 0.3; step: page.start.step; appearance: page.shell.appearance }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            Layout.minimumWidth: 0
            spacing: Theme.gap

            Scroller {
                Layout.fillWidth: true
                Layout.fillHeight: true
                contentHeight: column.implicitHeight + 8

                ColumnLayout {
                    id: column

                    width: Math.min(parent.width, Theme.readable)

                    Step {
                        visible: page.start.step === "clinic"

                        Say { kind: "heading"; Layout.fillWidth: true; wrapMode: Text.Wrap; text: qsTr("ui.start.clinic_title") }
                        Field { id: clinicName; objectName: "start.name"; focus: true; Layout.fillWidth: true; label: qsTr("ui.start.name"); error: page.form.errors.name ?? ""; onAccepted: page.start.check_clinic(page.typed()) }
                        ZoneChoice { objectName: "start.zone"; Layout.fillWidth: true; start: page.start; zone: page.zone; error: page.form.errors.zone ?? ""; onPicked: zone => page.zone = zone }
                    }

                    Step {
                        visible: page.start.step === "person"
                        onVisibleChanged: if (visible) person.forceActiveFocus()

                        Say { kind: "heading"; Layout.fillWidth: true; wrapMode: Text.Wrap; text: qsTr("ui.start.person_title") }
                        Field { id: person; objectName: "start.person"; Layout.fillWidth: true; label: qsTr("ui.staff.name"); error: page.form.errors.person ?? "" }
                        Choices { id: roles; objectName: "start.roles"; Layout.fillWidth: true; label: qsTr("ui.start.roles"); options: page.start.roles; chosen: ["administrator"]; fixed: "administrator"; error: page.form.errors.roles ?? "" }
                        Field { id: signIn; objectName: "start.sign_in"; Layout.fillWidth: true; label: qsTr("ui.sign_in"); error: page.form.errors.sign_in ?? "" }

                        RowLayout {
                            spacing: Theme.gap

                            Field { id: passphrase; objectName: "start.passphrase"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; secret: true; label: qsTr("ui.new_passphrase"); error: page.form.errors.passphrase ?? "" }
                            Field { id: again; objectName: "start.again"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; secret: true; label: qsTr("ui.again"); error: page.form.errors.again ?? ""; onAccepted: page.start.make(page.typed()) }
                        }

                        Say { Layout.fillWidth: true; kind: "caption"; text: qsTr("ui.start.passphrase_about"); wrapMode: Text.Wrap }
                        FieldError { objectName: "start.general"; Layout.fillWidth: true; text: page.form.general }
                    }

                    RecoveryCode { visible: page.start.step === "code"; Layout.fillWidth: true; start: page.start }
                }
            }

            RowLayout {
                visible: page.start.step !== "code"
                spacing: Theme.near

                Button { objectName: "start.next"; visible: page.start.step === "clinic"; Layout.preferredWidth: Math.max(260, implicitWidth); kind: "primary"; text: qsTr("ui.next"); onClicked: page.start.check_clinic(page.typed()) }
                Button { objectName: "start.make"; visible: page.start.step === "person"; Layout.preferredWidth: Math.max(260, implicitWidth); kind: "primary"; text: page.form.busy ? qsTr("ui.start.making") : qsTr("ui.start.make"); onClicked: page.start.make(page.typed()) }
                Button { objectName: "start.back"; visible: page.start.step === "person"; kind: "plain"; text: qsTr("ui.back"); onClicked: page.start.back() }
            }
        }
    }

    component Step: ColumnLayout {
        Layout.fillWidth: true
        spacing: Theme.gap
    }
}
