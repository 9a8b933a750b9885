// What was heard in a session: each piece with its time, phase and why, and what was done meanwhile; to print, and as a table.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property HeardView heard
    property bool many: false // opened where no session is on screen: one is chosen first
    readonly property bool none: many && !heard.has_session && heard.sessions.length === 0

    title: heard.has_session ? heard.title : none ? qsTr("heard.open") : qsTr("heard.which")
    sheetWidth: 960
    tall: true
    actions: [
        Button { objectName: "heard.back"; visible: sheet.many && sheet.heard.has_session; glyph: "arrow-left"; text: qsTr("heard.back"); onClicked: sheet.heard.choose("") },
        Button { objectName: "heard.csv"; visible: sheet.heard.has_session && !sheet.heard.is_empty; text: qsTr("heard.table"); onClicked: sheet.heard.export("csv") },
        Button { objectName: "heard.pdf"; visible: sheet.heard.has_session && !sheet.heard.is_empty; kind: "primary"; glyph: "pdf"; text: qsTr("heard.hand_out"); onClicked: sheet.heard.export("pdf") }
    ]

    FieldError { objectName: "heard.error"; Layout.fillWidth: true; text: sheet.heard.form.general }
    Say { objectName: "heard.written"; visible: text !== ""; Layout.fillWidth: true; wrapMode: Text.Wrap; text: sheet.heard.written }
    Say { objectName: "heard.nothing"; visible: sheet.heard.has_session && sheet.heard.is_empty; Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.mid; text: qsTr("heard.nothing") }

    Say { objectName: "heard.no_session"; visible: sheet.none; Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.mid; text: qsTr("heard.no_session") }

    Scroller {
        visible: sheet.many && !sheet.heard.has_session
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: choices.implicitHeight

        ColumnLayout {
            id: choices

            width: parent.width
            spacing: 8

            Repeater {
                model: sheet.heard.sessions

                Choice { required property var modelData; required property int index; objectName: "heard.session." + index; Layout.fillWidth: true; text: modelData.text; note: modelData.note; onClicked: sheet.heard.choose(modelData.key) }
            }
        }
    }

    ScrollList {
        objectName: "heard.list"
        visible: sheet.heard.has_session && !sheet.heard.is_empty
        Layout.fillWidth: true
        Layout.fillHeight: true
        spacing: 6
        model: sheet.heard.rows
        Accessible.role: Accessible.List
        Accessible.name: sheet.title

        delegate: Rectangle {
            id: row

            required property int index
            required property string time
            required property string title
            required property string note
            required property var changes

            width: ListView.view.width
            height: line.implicitHeight + 20
            radius: Theme.corner
            color: Theme.raised
            Accessible.role: Accessible.ListItem
            Accessible.name: [time, title, note, ...changes].join(", ")

            RowLayout {
                id: line

                anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; leftMargin: 16; rightMargin: 16 }
                spacing: Theme.gap

                Say { objectName: "heard.time." + row.index; Layout.preferredWidth: 150 * Theme.factor; Layout.alignment: Qt.AlignTop; figures: true; color: Theme.mid; text: row.time; Accessible.ignored: true }

                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: 2

                    Say { objectName: "heard.title." + row.index; Layout.fillWidth: true; kind: "strong"; text: row.title; Accessible.ignored: true }
                    Say { objectName: "heard.note." + row.index; Layout.fillWidth: true; kind: "caption"; color: Theme.mid; wrapMode: Text.Wrap; text: row.note; Accessible.ignored: true }

                    Repeater {
                        model: row.changes

                        Say { required property string modelData; Layout.fillWidth: true; kind: "caption"; figures: true; wrapMode: Text.Wrap; text: modelData; Accessible.ignored: true }
                    }
                }
            }
        }
    }
}
