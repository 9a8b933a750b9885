// Sessions: the one still open first and large, a new one, then those that were closed.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Item {
    id: page

    required property Shell shell
    readonly property Home home: shell.home

    Scroller {
        anchors.fill: parent
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: Theme.gap

            SectionHead {
                objectName: "today"
                Layout.fillWidth: true
                title: qsTr("ui.home.today")
                about: page.home.missing !== "" ? page.home.missing : page.home.sessions.is_empty && page.home.sessions.set_today.length === 0 ? qsTr("ui.home.today_about") : ""
                act: page.home.can_open && page.home.sessions.open.length === 0 ? qsTr("ui.home.open_session") : ""
                onActed: page.shell.go("setup")
            }

            FieldError { objectName: "today.error"; Layout.fillWidth: true; text: page.shell.entering.general }

            Repeater {
                model: page.home.risks

                ListRow { required property var modelData; objectName: "today.risk." + modelData.person; Layout.fillWidth: true; glyph: "warning"; text: modelData.text; note: modelData.note; onClicked: page.home.show_beforehand(modelData.person) }
            }

            Repeater {
                model: page.home.half_way

                ListRow { required property var modelData; objectName: "today.half_way." + modelData.person + "." + modelData.key; Layout.fillWidth: true; glyph: modelData.risk ? "warning" : "write"; text: modelData.text; note: modelData.note; onClicked: page.home.show_beforehand(modelData.person, "scores") }
            }

            Repeater { // set for today, and not begun yet
                model: page.home.sessions.set_today

                GridLayout {
                    id: ahead

                    required property var modelData

                    Layout.fillWidth: true
                    columns: column.width < 720 * Theme.factor ? 2 : 3
                    columnSpacing: Theme.near
                    rowSpacing: Theme.near

                    ListRow { objectName: "today.set." + ahead.modelData.id; Layout.fillWidth: true; Layout.columnSpan: ahead.columns === 2 ? 2 : 1; glyph: "calendar"; text: ahead.modelData.title; note: ahead.modelData.note; onClicked: page.home.show_set_session(ahead.modelData.id) }
                    Button { objectName: "today.ready." + ahead.modelData.id; Layout.preferredHeight: Math.max(Theme.primary, implicitHeight); glyph: "check"; text: qsTr("readiness_ui.open"); Accessible.name: text + ": " + ahead.modelData.title; onClicked: page.shell.ready(ahead.modelData.id) }
                    Button { objectName: "today.begin." + ahead.modelData.id; Layout.preferredHeight: Math.max(Theme.primary, implicitHeight); kind: "primary"; glyph: "door"; text: qsTr("readiness_ui.begin"); Accessible.name: text + ": " + ahead.modelData.title; onClicked: page.shell.begin(ahead.modelData.id) }
                }
            }

            Repeater {
                model: page.home.sessions.open

                Panel {
                    id: card

                    required property var modelData

                    Layout.fillWidth: true
                    implicitHeight: row.implicitHeight + 48
                    border { width: 2; color: Theme.accent }

                    GridLayout {
                        id: row

                        anchors { left: parent.left; right: parent.right; margins: 28; verticalCenter: parent.verticalCenter }
                        columns: card.width < 320 * Theme.factor ? 1 : card.width < 640 * Theme.factor ? 2 : 3
                        columnSpacing: Theme.gap
                        rowSpacing: Theme.gap

                        ColumnLayout {
                            Layout.columnSpan: row.columns === 2 ? 2 : 1
                            spacing: 6

                            Say { kind: "caption"; text: qsTr("ui.home.still_open") }
                            Say { Layout.fillWidth: true; kind: "heading"; wrapMode: Text.Wrap; text: card.modelData.title }
                            Say { Layout.fillWidth: true; color: Theme.mid; text: card.modelData.note; wrapMode: Text.Wrap; maximumLineCount: Theme.factor > 1 ? 12 : 2; elide: Text.ElideRight }
                        }

                        Button { objectName: "today.readiness." + card.modelData.id; leftPadding: 16; Layout.preferredHeight: Math.max(Theme.primary, implicitHeight); glyph: "check"; text: qsTr("readiness_ui.open"); onClicked: page.shell.enter(card.modelData.id, "readiness") }
                        Button { objectName: "today.resume." + card.modelData.id; Layout.preferredWidth: Math.max(220, implicitWidth); kind: "primary"; glyph: "arrow-right"; text: qsTr("ui.home.resume"); onClicked: page.shell.enter(card.modelData.id, "room") }
                    }
                }
            }

            Button { objectName: "today.another"; visible: page.home.can_open && page.home.sessions.open.length > 0; glyph: "plus"; text: qsTr("ui.home.open_another"); onClicked: page.shell.go("setup") }
            Say { visible: page.home.sessions.has_closed; Layout.topMargin: 12; kind: "title"; text: qsTr("ui.home.closed") }
            Field { objectName: "today.search"; visible: page.home.sessions.are_many; Layout.fillWidth: true; hint: qsTr("ui.home.find_session"); onEdited: text => page.home.sessions.search(text); Component.onCompleted: text = page.home.sessions.typed }
            Say { objectName: "today.of"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; text: page.home.sessions.closed_of; wrapMode: Text.Wrap }

            Repeater {
                model: page.home.sessions.closed

                ListRow {
                    required property var modelData

                    objectName: "today.review." + modelData.id
                    Layout.fillWidth: true
                    glyph: "review"
                    text: modelData.title
                    note: modelData.note
                    onClicked: page.shell.enter(modelData.id, "review")
                }
            }

            Button { objectName: "today.more"; visible: page.home.sessions.has_more; glyph: "arrow-down"; text: qsTr("ui.home.more_sessions"); onClicked: page.home.sessions.more() }
        }
    }
}
