// Each person's handoff: who on the left, the text in the middle, what stands between it and the door on the right.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: screen

    required property HandoffView handoff
    readonly property bool slim: Theme.factor > 1.3 && width < 900 * Theme.factor // the text, or what stands before the door
    readonly property bool upright: slim && height > width // everybody above the text
    property bool leaves: false
    signal home
    signal review

    objectName: "handoff"

    Rectangle { anchors.fill: parent; color: Theme.bg }

    ColumnLayout {
        anchors { fill: parent; margins: Theme.gap }
        spacing: Theme.gap

        GridLayout {
            columns: screen.upright ? 2 : 4
            columnSpacing: Theme.gap
            rowSpacing: Theme.near

            Button { objectName: "handoff.home"; kind: "round"; glyph: "home"; text: qsTr("after.home"); onClicked: screen.home() }

            ColumnLayout {
                spacing: 0

                Say { Layout.fillWidth: true; kind: "title"; wrapMode: Theme.factor > 1 ? Text.Wrap : Text.NoWrap; text: qsTr("after.handoff") + " · " + screen.handoff.title }
                Say { Layout.fillWidth: true; kind: "caption"; figures: true; visible: !screen.slim; text: screen.handoff.about }
            }

            Button { objectName: "handoff.turn"; Layout.columnSpan: screen.upright ? 2 : 1; visible: screen.slim && !screen.handoff.is_empty; text: screen.leaves ? qsTr("after.handoff") : qsTr("after.before_it_leaves"); onClicked: screen.leaves = !screen.leaves }
            Button { objectName: "handoff.review"; Layout.columnSpan: screen.upright ? 2 : 1; glyph: "review"; text: qsTr("after.to_review"); onClicked: screen.review() }
        }

        GridLayout {
            visible: !screen.handoff.is_empty
            columns: screen.upright ? 1 : 3
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap

            PeopleList { Layout.preferredWidth: 232 * (0.5 + 0.5 * Theme.factor); Layout.fillWidth: screen.upright; Layout.preferredHeight: screen.upright ? Math.min(contentHeight, screen.height * 0.28) : -1; Layout.fillHeight: !screen.upright; handoff: screen.handoff }
            PacketPage { visible: !screen.slim || !screen.leaves; Layout.fillWidth: true; Layout.fillHeight: true; packet: screen.handoff.packet }
            Leaving { visible: !screen.slim || screen.leaves; Layout.fillWidth: screen.slim; Layout.preferredWidth: 372 * Theme.factor; Layout.fillHeight: true; packet: screen.handoff.packet; leaving: screen.handoff.leaving }
        }

        Say {
            objectName: "handoff.empty"
            visible: screen.handoff.is_empty
            Layout.fillWidth: true
            Layout.fillHeight: true
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            wrapMode: Text.Wrap
            color: Theme.mid
            text: qsTr("after.handoff_empty")
        }
    }

    ReleaseSheet { release: screen.handoff.leaving.sheet }
    ReleasedSheet { released: screen.handoff.leaving.released }
}
