// Opening a session in three steps: programme, team, seats.  Steps stay alive; nothing is written before the last touch.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: page

    required property Shell shell
    readonly property Setup setup: shell.setup
    readonly property Form form: setup.form
    readonly property var steps: ["programme", "team", "seats"]
    readonly property int here: steps.indexOf(setup.step)
    readonly property bool last: setup.step === "seats"

    objectName: "setup"

    ColumnLayout {
        anchors { fill: parent; margins: Theme.pad }
        spacing: Theme.gap

        GridLayout {
            columns: page.width < 560 * Theme.factor ? 2 : 3
            columnSpacing: Theme.gap
            rowSpacing: Theme.near

            Button { objectName: "setup.home"; kind: "round"; glyph: "home"; text: qsTr("ui.home.today"); onClicked: page.shell.go("home") }
            Say { Layout.fillWidth: true; kind: "heading"; wrapMode: Text.Wrap; text: qsTr("ui.setup.title") }
            Segmented {
                objectName: "setup.step"
                Layout.columnSpan: page.width < 560 * Theme.factor ? 2 : 1
                label: qsTr("ui.setup.title")
                options: [{ key: "programme", text: qsTr("ui.setup.step_programme") }, { key: "team", text: qsTr("ui.setup.step_team") }, { key: "seats", text: qsTr("ui.setup.step_seats") }]
                current: page.setup.step
                onPicked: key => page.setup.go(key)
            }
        }

        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            ProgrammeStep { anchors.fill: parent; visible: page.setup.step === "programme"; setup: page.setup }
            TeamStep { id: team; anchors.fill: parent; visible: page.setup.step === "team"; setup: page.setup }
            SeatsStep { id: seats; anchors.fill: parent; visible: page.last; setup: page.setup }
        }

        FieldError { objectName: "setup.error"; Layout.fillWidth: true; text: page.form.general !== "" ? page.form.general : page.form.errors.programme ?? "" }

        RowLayout {
            spacing: Theme.near

            Button { objectName: "setup.forget"; visible: page.setup.draft.has_any; kind: "plain"; tint: Theme.mid; text: qsTr("ui.people.forget"); onClicked: page.setup.forget() }
            Button { objectName: "setup.back"; visible: page.here > 0; text: qsTr("ui.back"); onClicked: page.setup.go(page.steps[page.here - 1]) }
            Say { objectName: "setup.summary"; Layout.fillWidth: true; horizontalAlignment: Text.AlignRight; rightPadding: Theme.gap; color: Theme.mid; wrapMode: Text.Wrap; text: page.setup.summary }
            Button { objectName: "setup.next"; visible: !page.last; Layout.preferredWidth: Math.max(240, implicitWidth); kind: "primary"; text: qsTr("ui.next"); onClicked: page.setup.go(page.steps[page.here + 1]) }
            Button { objectName: "setup.begin"; visible: page.last; Layout.preferredWidth: Math.max(300, implicitWidth); kind: "primary"; glyph: "door"; text: page.form.busy ? qsTr("ui.setup.beginning") : qsTr("ui.setup.begin"); onClicked: page.setup.begin(team.title, team.reason, seats.reason, team.day, team.time) }
        }
    }
}
