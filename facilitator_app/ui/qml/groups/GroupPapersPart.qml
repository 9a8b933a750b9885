// What a group agrees to: the text in its versions, and for each member which they accepted, when and how.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Scroller {
    id: part

    required property GroupPapers papers
    required property string group
    required property GroupsView at

    contentHeight: column.implicitHeight + 8
    Component.onCompleted: text.text = papers.text

    Connections {
        target: part.papers

        function onOpened() { text.text = part.papers.text }
    }

    ColumnLayout {
        id: column

        width: parent.width - 12
        spacing: Theme.gap

        Segmented { objectName: "paper.which"; options: part.papers.papers; current: part.papers.paper; label: qsTr("groups_ui.part_papers"); onPicked: key => part.papers.turn(key) }
        Say { objectName: "paper.holds"; Layout.fillWidth: true; kind: "caption"; text: part.papers.holds; wrapMode: Text.Wrap }
        NoteField { id: text; objectName: "paper.text"; Layout.fillWidth: true; boxHeight: 210; label: qsTr("groups_ui.text"); error: part.papers.form.errors.text ?? ""; onEdited: typed => part.papers.type(typed); onFinished: part.papers.keep() }
        FieldError { objectName: "paper.general"; Layout.fillWidth: true; text: part.papers.form.general }
        Button { objectName: "paper.keep"; visible: part.papers.is_changed; Layout.preferredHeight: Theme.primary; kind: "primary"; glyph: "check"; text: part.papers.keep_text; onClicked: part.papers.keep() }

        Say { objectName: "papers.said"; visible: part.at.scanning.said !== ""; Layout.fillWidth: true; text: part.at.scanning.said; wrapMode: Text.Wrap }
        Say { visible: members.count > 0; Layout.topMargin: Theme.near; kind: "title"; text: qsTr("groups_ui.who_accepted") }

        Repeater {
            id: members

            model: part.papers.members

            AcceptRow { papers: part.papers; group: part.group; at: part.at; Layout.fillWidth: true }
        }

        Say { visible: earlier.count > 0; Layout.topMargin: Theme.near; kind: "title"; text: qsTr("groups_ui.earlier") }

        Repeater {
            id: earlier

            model: part.papers.before

            ColumnLayout {
                id: version

                required property var modelData
                required property int index

                Layout.fillWidth: true
                spacing: 2

                Say { Layout.fillWidth: true; kind: "caption"; text: version.modelData.head }
                Say { objectName: "paper.before." + version.index; Layout.fillWidth: true; text: version.modelData.text; wrapMode: Text.Wrap; lineHeight: 1.2 }
            }
        }
    }
}
