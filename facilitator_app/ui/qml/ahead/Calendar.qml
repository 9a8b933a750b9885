// The calendar: day, week or list; a touch opens what was touched.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"
import "../home" as At

Item {
    id: page

    required property Shell shell
    readonly property Home home: shell.home
    readonly property CalendarView view: home.calendar as CalendarView
    readonly property bool wide: view.mode === "week" && width > 900 * Theme.factor

    function open(item) {
        if (item.what === "set") page.view.set_session.show(item.session);
        else if (item.what === "meeting") page.home.show_beforehand(item.person);
        else if (item.what === "visit") page.home.show_visit(item.session, item.person);
        else page.shell.enter(item.session, item.what === "open" ? "room" : "review");
    }

    Roomy {
        anchors.fill: parent
        spacing: Theme.near

        At.SectionHead { objectName: "calendar"; Layout.fillWidth: true; title: qsTr("calendar_ui.title"); act: qsTr("calendar_ui.set"); about: page.view.empty; onActed: page.view.set_session.begin_new() }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.near

            Segmented { objectName: "calendar.mode"; width: natural; label: qsTr("calendar_ui.title"); options: page.view.modes; current: page.view.mode; onPicked: key => page.view.turn(key) }
            Button { objectName: "calendar.before"; kind: "round"; glyph: "caret-left"; text: qsTr("calendar_ui.before"); onClicked: page.view.step(-1) }
            Button { objectName: "calendar.today"; text: qsTr("calendar_ui.today"); onClicked: page.view.step(0) }
            Button { objectName: "calendar.after"; kind: "round"; glyph: "caret-right"; text: qsTr("calendar_ui.after"); onClicked: page.view.step(1) }
            Button { objectName: "calendar.paper"; glyph: "pdf"; text: qsTr("paper_day.open"); onClicked: page.view.print_day() }
            Button { objectName: "calendar.save"; glyph: "export"; text: qsTr("calendar_ui.save"); onClicked: page.view.save() }
        }

        Say { objectName: "calendar.range"; Layout.fillWidth: true; kind: "title"; text: page.view.title; wrapMode: Text.Wrap }
        Say { objectName: "calendar.said"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; text: page.view.said; wrapMode: Text.Wrap }
        FieldError { objectName: "calendar.error"; Layout.fillWidth: true; text: page.view.form.general || page.view.leaving.general }

        Scroller {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: page.height < 420 * Theme.factor ? contentHeight : 0
            contentHeight: page.wide ? week.implicitHeight : list.implicitHeight

            RowLayout {
                id: week

                visible: page.wide
                width: parent.width
                spacing: 6

                Repeater { model: page.wide ? page.view.days : []; CalendarDay { Layout.preferredWidth: 1; onOpened: item => page.open(item); onPicked: day => page.view.pick(day) } }
            }

            ColumnLayout {
                id: list

                visible: !page.wide
                width: parent.width
                spacing: Theme.near

                Repeater {
                    model: page.wide ? [] : page.view.days

                    ColumnLayout {
                        id: day

                        required property var modelData

                        Layout.fillWidth: true
                        spacing: 6

                        Say { visible: page.view.mode !== "day"; Layout.fillWidth: true; kind: day.modelData.today ? "strong" : "caption"; wrapMode: Text.Wrap; text: day.modelData.long }

                        Repeater {
                            model: day.modelData.items

                            ListRow { required property var modelData; objectName: "calendar.item." + modelData.id; Layout.fillWidth: true; glyph: modelData.glyph; text: modelData.line; note: modelData.note; onClicked: page.open(modelData) }
                        }
                    }
                }
            }
        }
    }

    DayPaperSheet { parent: page.parent.parent.parent; paper: page.view.paper }
    SetSessionSheet { parent: page.parent.parent.parent; view: page.view.set_session; shell: page.shell }
}
