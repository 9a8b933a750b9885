// Home: a rail of sections on the left, the chosen one on the right.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: page

    required property Shell shell
    readonly property Home home: shell.home

    readonly property string shown: home.section

    readonly property bool slim: width < 520 * Theme.factor && height > width // the rail lies above

    objectName: "home"
    onShownChanged: section.show()

    GridLayout {
        anchors { fill: parent; margins: Theme.pad }
        columns: page.slim ? 1 : 2
        columnSpacing: Theme.pad + 8
        rowSpacing: Theme.pad

        ColumnLayout {
            Layout.preferredWidth: 232 * (0.35 + 0.65 * Theme.factor)
            Layout.maximumWidth: page.slim ? -1 : Layout.preferredWidth
            Layout.fillWidth: page.slim
            spacing: 6

            Say { objectName: "home.clinic"; Layout.fillWidth: true; Layout.leftMargin: 6; kind: "title"; text: page.shell.clinic_name; wrapMode: Text.Wrap; maximumLineCount: 2; elide: Text.ElideRight }
            Say { objectName: "home.who"; Layout.fillWidth: true; Layout.leftMargin: 6; Layout.bottomMargin: 18; kind: "caption"; wrapMode: Text.Wrap; text: page.shell.at_screen }

            Scroller { // in a small window, or with large text, the rail scrolls
                Layout.fillWidth: true
                Layout.fillHeight: !page.slim
                Layout.preferredHeight: page.slim ? rail.implicitHeight : -1
                contentHeight: rail.implicitHeight

                GridLayout {
                    id: rail

                    width: parent.width
                    columns: page.slim ? 2 : 1
                    rowSpacing: 4
                    columnSpacing: 4
                    uniformCellWidths: true

                    Section { name: "today"; glyph: "calendar"; text: qsTr("ui.home.today") }
                    Section { name: "calendar"; glyph: "clock"; text: qsTr("calendar_ui.title") }
                    Section { name: "integration"; glyph: "return"; text: qsTr("ui.home.integration") }
                    Section { name: "groups"; glyph: "group"; text: qsTr("groups_ui.title") }
                    Section { name: "people"; glyph: "people"; text: qsTr("ui.home.people") }
                    Section { name: "team"; glyph: "support-given"; text: qsTr("ui.home.team") }
                    Section { name: "programmes"; glyph: "list"; text: qsTr("ui.home.programmes") }
                    Section { name: "music"; glyph: "music"; text: qsTr("ui.home.music") }
                    Section { name: "device"; glyph: "settings"; text: qsTr("ui.home.device") }
                }
            }

            RowLayout {
                spacing: Theme.near

                Button { objectName: "home.level"; kind: "round"; glyph: page.shell.level === "light" ? "dim" : "bright"; text: page.shell.level === "light" ? qsTr("ui.home.dark") : qsTr("ui.home.light"); onClicked: page.shell.set_level(page.shell.level === "light" ? "room" : "light") }
                Button { objectName: "home.pin"; kind: "round"; glyph: "key"; text: qsTr("ui.pin.mine"); onClicked: page.shell.sheets.pin.show() }
                Button { objectName: "home.lock"; kind: "round"; glyph: "lock"; text: qsTr("ui.lock"); onClicked: page.shell.lock() }
            }
        }

        Loader {
            id: section

            Layout.fillWidth: true
            Layout.fillHeight: true

            function show() {
                const names = { today: "Today", calendar: "../ahead/Calendar", integration: "../integration/Integration", groups: "../groups/Groups", people: "People", team: "Team", programmes: "Programmes", music: "Music", device: "Device" };
                setSource(names[page.home.section] + ".qml", { shell: page.shell });
            }

            Component.onCompleted: show()
        }
    }

    Loader { // a person's course, from the desk and from the person's page; made when it is first needed
        readonly property bool wanted: page.home.integration !== null

        function show() {
            if (wanted)
                setSource("../integration/CourseSheet.qml", { home: page.home });
        }

        anchors.fill: parent
        z: 25
        onWantedChanged: show()
        Component.onCompleted: show()
    }

    Loader { // a person's way to the medicine, from their page and from their group
        readonly property bool wanted: page.home.beforehand !== null

        function show() {
            if (wanted)
                setSource("../before/BeforehandSheet.qml", { home: page.home });
        }

        anchors.fill: parent
        z: 25
        onWantedChanged: show()
        Component.onCompleted: show()
    }

    Loader { // a person's record, from their page
        readonly property bool wanted: page.home.record !== null

        function show() {
            if (wanted)
                setSource("../keeping/RecordSheet.qml", { home: page.home });
        }

        anchors.fill: parent
        z: 25
        onWantedChanged: show()
        Component.onCompleted: show()
    }

    Loader { // the key of the record, from the team
        readonly property bool wanted: page.home.key !== null

        function show() {
            if (wanted)
                setSource("../keeping/KeySheet.qml", { home: page.home });
        }

        anchors.fill: parent
        z: 25
        onWantedChanged: show()
        Component.onCompleted: show()
    }

    component Section: NavRow {
        required property string name

        objectName: "home." + name
        Layout.preferredHeight: Math.max(page.height < 820 * Theme.factor ? Theme.target : Theme.primary, lines)
        Layout.fillWidth: true
        chosen: page.home.section === name
        onClicked: page.home.show(name)
    }
}
