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
    readonly property bool slim: width < 560 * Theme.factor // the steps stand below the title, and what is typed is discarded beside it
    readonly property bool crowded: width < 900 * Theme.factor // what will begin stands above the acts, or, in a low window, smaller beside them
    readonly property bool above: crowded && (!slim || height > 800)

    objectName: "setup"

    ColumnLayout {
        anchors { fill: parent; margins: Theme.pad }
        spacing: Theme.gap

        GridLayout {
            columns: 3
            columnSpacing: Theme.gap
            rowSpacing: Theme.near

            Button { objectName: "setup.home"; kind: "round"; glyph: "home"; text: qsTr("ui.home.today"); onClicked: page.shell.go("home") }
            Say { Layout.fillWidth: true; kind: "heading"; wrapMode: Text.Wrap; text: qsTr("ui.setup.title") }
            Forget { visible: page.slim && page.setup.draft.has_any }
            Segmented {
                objectName: "setup.step"
                Layout.row: page.slim ? 1 : 0
                Layout.column: page.slim ? 0 : 2
                Layout.columnSpan: page.slim ? 3 : 1
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

        Summary { visible: page.above && text !== ""; fontSizeMode: Text.HorizontalFit; minimumPixelSize: 16 }
        RowLayout {
            spacing: Theme.near

            Forget { visible: !page.slim && page.setup.draft.has_any }
            Button { objectName: "setup.back"; visible: page.here > 0; text: qsTr("ui.back"); onClicked: page.setup.go(page.steps[page.here - 1]) }
            Summary { visible: !page.above; Layout.preferredHeight: page.crowded ? Theme.primary : implicitHeight; horizontalAlignment: Text.AlignRight; verticalAlignment: Text.AlignVCenter; rightPadding: Theme.gap; wrapMode: Text.Wrap; fontSizeMode: page.crowded ? Text.Fit : Text.FixedSize; minimumPixelSize: 16 }
            Item { visible: page.above; Layout.fillWidth: true }
            Button { objectName: "setup.next"; visible: !page.last; Layout.preferredWidth: Math.max(240, implicitWidth); kind: "primary"; text: qsTr("ui.next"); onClicked: page.setup.go(page.steps[page.here + 1]) }
            Button { objectName: "setup.begin"; visible: page.last; Layout.preferredWidth: Math.max(300, implicitWidth); kind: "primary"; glyph: "door"; text: page.form.busy ? qsTr("ui.setup.beginning") : qsTr("ui.setup.begin"); onClicked: page.setup.begin(team.title, team.reason, seats.reason, team.day, team.time) }
        }
    }

    component Forget: Button { objectName: visible ? "setup.forget" : ""; kind: "plain"; tint: Theme.mid; text: qsTr("ui.people.forget"); onClicked: page.setup.forget() }
    component Summary: Say { objectName: visible ? "setup.summary" : ""; Layout.fillWidth: true; color: Theme.mid; text: page.setup.summary }
}
